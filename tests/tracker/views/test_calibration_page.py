"""How good the forecasts were: refused while too few were judged, for the programs of the person, beside a city's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programs.models import Program, User
from tests import factories
from tests.factories.forecasts import make_kept_forecast, make_outcome
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in
from tracker.progress.forecast.scores import score
from tracker.progress.words import and_words
from tracker.published.city import read_result
from tracker.views.calibration_page import city_verdict, score_page

DUE = TODAY - timedelta(days=20)
QUERIES = 7

pytestmark = pytest.mark.django_db


def page_for(user: User) -> str:
    return " ".join(signed_in(user).get(reverse("tracker:calibration")).content.decode().split())


def make_judged(user: User, *, met: bool, later: int = 0) -> Program:
    """A program of the person of which day 90 is over, forecast twice with all days given."""
    program = factories.make_program()
    factories.make_membership(user, program)
    make_outcome(program, due_on=DUE, known_on=TODAY, met=met)
    for age in (60, 30):
        day = TODAY - timedelta(days=age)
        make_kept_forecast(
            program,
            forecast_on=day,
            known_on=day + timedelta(days=later),
            chance=0.8,
            finish_10=DUE - timedelta(days=5),
            finish_50=DUE,
            finish_80=DUE + timedelta(days=5),
            finish_90=DUE + timedelta(days=9),
        )
    return program


def test_too_few_horizons_are_no_score_and_the_day_of_the_first_one_is_named(program: Program, pmo_lead: User) -> None:
    for _ in range(4):
        make_judged(pmo_lead, met=True)
    make_outcome(program, due_on=TODAY + timedelta(days=3))
    make_kept_forecast(program, forecast_on=TODAY)

    page = page_for(pmo_lead)

    on = TODAY + timedelta(days=4)
    assert "No score yet: 4 of the 5 horizons that it takes have come to their day" in page
    assert f"The first score can appear on {on.day} {on:%b %Y}, unless a pause moves a day." in page
    assert page.count("data-chart") == 1


def test_enough_horizons_are_scored(pmo_lead: User) -> None:
    for number in range(5):
        make_judged(pmo_lead, met=number < 4)

    page = page_for(pmo_lead)

    # Four of 0.04 and one of 0.64; 0.8 was said, and 4 of 5 came true.
    assert "<dd> 0.16 (0.00 to 0.49) </dd>" in page
    assert "Whether the chances tell more than the share that came true cannot be said yet. It is early" in page
    assert page.count("data-chart") == 2
    assert "10% to 50% 80% (should be 40%)" in page


def test_what_was_calculated_later_is_a_replay_of_its_own(pmo_lead: User) -> None:
    for _ in range(5):
        make_judged(pmo_lead, met=True, later=3)

    page = page_for(pmo_lead)
    made, replayed = page.split("Calculated later, for past days")

    assert "No score yet: 0 of the 5 horizons" in made
    assert "Horizons judged" in replayed
    assert "calculated later" in replayed


def test_nobody_sees_horizons_of_other_programs(pmo_lead: User, outsider: User) -> None:
    hidden = make_judged(pmo_lead, met=True)

    assert hidden.name in page_for(pmo_lead)
    assert hidden.name not in page_for(outsider)


def test_the_city_is_named_as_other_programs_with_computed_figures(pmo_lead: User) -> None:
    page = page_for(pmo_lead)

    assert "Other programs, not yours, and another question." in page
    assert f"{read_result().replay.ours.brier:.3f}" in page
    assert "Our forecast did better than that, and worse than always saying the share that held" in page
    assert "bounds for 50%, 80% and 90% held less often than they say" in page


def test_words_of_the_city_follow_its_figures() -> None:
    found = read_result().replay

    swapped = city_verdict(type(found)(stated=found.ours, ours=found.stated))

    assert swapped.startswith("A date taken as it was said is certain")
    assert "Our forecast did worse than that, and worse than always" in swapped
    assert and_words(["50%"]) == "50%"


def test_no_score_is_no_verdict() -> None:
    assert score_page(score([])).verdict == ""


def test_the_page_of_a_program_leads_here(program: Program, pmo_lead: User) -> None:
    make_planned(program)
    compute(program)

    page = signed_in(pmo_lead).get(program.get_absolute_url()).content.decode()

    assert f'href="{reverse("tracker:calibration")}"' in page


def test_the_queries_are_the_same_for_one_program_and_for_ten(
    pmo_lead: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(pmo_lead)
    address = reverse("tracker:calibration")
    make_judged(pmo_lead, met=True)
    with django_assert_num_queries(QUERIES):
        client.get(address)

    for _ in range(9):
        make_judged(pmo_lead, met=True)

    with django_assert_num_queries(QUERIES):
        client.get(address)
