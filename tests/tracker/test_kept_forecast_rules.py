"""What the tables of kept forecasts and outcomes can never hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from programs.models import Program
from tests.factories.forecasts import make_kept_forecast, make_outcome
from tests.factories.plan import START

DUE = START + timedelta(days=90)
LATER = DUE + timedelta(days=1)

pytestmark = pytest.mark.django_db

REFUSED: dict[str, Callable[[Program], object]] = {
    "forecast_is_kept_once_a_day": lambda program: [make_kept_forecast(program) for _ in range(2)],
    "forecast_is_known_on_its_day_or_later": lambda program: make_kept_forecast(program, known_on=date(2000, 1, 1)),
    "kept_chance_is_a_probability": lambda program: make_kept_forecast(program, chance=1.01),
    "horizon_has_one_outcome": lambda program: [make_outcome(program, due_on=DUE) for _ in range(2)],
    "horizon_is_scored_when_it_is_decided": lambda program: make_outcome(program, due_on=DUE, met=True, scored_on=None),
    "horizon_is_met_when_it_was_reached_by_its_day": lambda program: make_outcome(
        program, due_on=DUE, met=True, reached_on=LATER
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(program: Program, name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        REFUSED[name](program)


def test_a_horizon_that_was_reached_on_its_day_was_not_missed(program: Program) -> None:
    with pytest.raises(IntegrityError, match="horizon_is_met_when_it_was_reached_by_its_day"):
        make_outcome(program, due_on=DUE, met=False, reached_on=DUE)


def test_a_horizon_may_be_met_missed_or_open(program: Program) -> None:
    make_outcome(program, due_on=DUE, horizon="day_90", met=True)
    make_outcome(program, due_on=DUE, horizon="day_120", met=False, reached_on=LATER)
    make_outcome(program, due_on=DUE, horizon="month_12")

    assert program.horizon_outcomes.count() == 3
