"""The scores of kept forecasts, as the page has them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from programs.models import Program
from tests.factories.forecasts import make_kept_forecast, make_outcome

ADDRESS = "/api/v1/calibration/"
TODAY = timezone.localdate()

pytestmark = pytest.mark.django_db


def test_scores_say_their_state_and_how_many_horizons_they_rest_on(program: Program, lead_client: APIClient) -> None:
    make_outcome(program, due_on=TODAY - timedelta(days=1), met=True)
    make_kept_forecast(program, forecast_on=TODAY - timedelta(days=30))
    make_outcome(program, due_on=TODAY + timedelta(days=9), horizon="day_120")
    make_kept_forecast(program, forecast_on=TODAY, horizon="day_120")

    found = lead_client.get(ADDRESS).json()["programs"]

    brier = found["on_the_day"]["brier"]
    assert (brier["state"], brier["value"], brier["n"]) == ("insufficient_data", None, 1)
    assert brier["reason"] == "1 horizon of the 5 that it takes"
    assert (found["waiting"], found["first_on"], found["left_out"]) == (1, None, [])


def test_the_city_stands_beside_them(lead_client: APIClient) -> None:
    city = lead_client.get(ADDRESS).json()["city"]

    assert (city["projects"], city["replay"]["ours"]["n"], city["last_on"]) == (184, 641, "2019-09-01")


def test_a_parameter_that_is_none_is_refused(lead_client: APIClient) -> None:
    assert lead_client.get(f"{ADDRESS}?program=1").status_code == 400
