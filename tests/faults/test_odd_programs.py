"""Programs at the edges, from the record to the page and the API: what is not known says so, and is neither 0 nor 1.

The rules themselves are held elsewhere: months that clamp in ``progress/test_periods.py``, the states of a horizon in
``test_horizons.py``, of the delivery in ``test_delivery.py``, plans without weight in ``test_edge_rules.py`` (j).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from programs.models import BaselineItem, Milestone, Program, User
from tests import factories
from tracker.reads import Day
from tracker.runs import compute_apart

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db
PERFORMANCE = {"schedule_performance", "value_performance", "to_horizon_performance", "chance", "order"}


def starts_tomorrow() -> Program:
    program = factories.make_program(start_on=TODAY + timedelta(days=1))
    factories.make_gate(program, finish_on=TODAY + timedelta(days=30))
    factories.make_baseline(program, locked_on=TODAY)
    return program


def without_milestones() -> Program:
    return factories.make_program(start_on=TODAY - timedelta(days=40))


def descoped() -> Program:
    """Every item was planned, none was done, all were removed, and the new plan is empty."""
    program = factories.make_program(start_on=TODAY - timedelta(days=40))
    gate = factories.make_gate(program, finish_on=TODAY - timedelta(days=10))
    factories.make_milestone(program, gate=gate, finish_on=TODAY - timedelta(days=20))
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=39))
    program.milestones.update(removed_on=TODAY - timedelta(days=5), removed_by=factories.make_user())
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=4))
    return program


def seen(program: Program) -> tuple[dict[str, Any], str]:
    """Its progress as the API gives it and its page as a lead reads it, once it was computed."""
    lead, client = factories.make_user(), Client()
    factories.make_membership(lead, program)
    compute_apart([program.pk], Day(as_of=TODAY, known_on=TODAY))
    client.force_login(lead)
    answer = client.get(f"/api/v1/programs/{program.uid}/progress/")
    page = client.get(program.get_absolute_url())
    assert (answer.status_code, page.status_code) == (200, 200)
    words = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    return answer.json()["progress"], words


def numbers_in(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every number in the progress, by the name that it has there."""
    if isinstance(value, dict) and {"state", "value"} <= value.keys():
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from numbers_in(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from numbers_in(each, name)


@pytest.mark.parametrize(
    ("make", "state", "reason"),
    [
        (starts_tomorrow, "not_applicable", f"the program starts on {TODAY + timedelta(days=1):%-d %B %Y}"),
        (without_milestones, "insufficient_data", "no baseline is locked yet: lock one to measure this horizon"),
    ],
)
def test_what_cannot_be_measured_says_why_on_page_and_in_the_api(
    make: Callable[[], Program], state: str, reason: str
) -> None:
    progress, page = seen(make())

    assert {horizon["state"] for horizon in progress["horizons"]} == {state}
    assert all(horizon["reason"].startswith(reason) for horizon in progress["horizons"])
    assert [name for name, number in numbers_in(progress) if name in PERFORMANCE and number["value"] is not None] == []
    assert (reason[1:] in page, "1.00" in page, "Accepted 0%" in page) == (True, False, False)


def test_where_all_was_descoped_there_is_no_forecast() -> None:
    """Its weight stays in the original plan unearned (METHODS 1.1 h); how likely its day is, nobody can say."""
    progress, page = seen(descoped())

    original = progress["horizons"][0]["original"]
    assert (original["earned_value"]["value"], original["descoped_weight"]["value"]) == (0, 2)
    assert original["outlook"]["chance"]["state"] == "not_applicable"
    assert "all that was still open has left the program" in page
    assert progress["horizons"][0]["current"] is None


def test_every_number_without_a_value_says_why() -> None:
    numbers = [each for make in (starts_tomorrow, without_milestones, descoped) for each in numbers_in(seen(make())[0])]

    unknown = [(name, number) for name, number in numbers if number["state"] in {"not_applicable", "insufficient_data"}]

    assert len(unknown) > 10
    assert [name for name, number in unknown if number["value"] is not None or not number["reason"]] == []


def test_a_weight_of_nothing_is_refused_by_the_database(program: Program) -> None:
    milestone = factories.make_milestone(program, finish_on=TODAY)
    baseline = program.baselines.create(number=1, reason="Agreed")

    for make in (
        lambda: Milestone.objects.filter(pk=milestone.pk).update(weight=0),
        lambda: BaselineItem.objects.create(baseline=baseline, milestone=milestone, planned_on=TODAY, weight=0),
    ):
        with pytest.raises(IntegrityError, match="weight_is_positive"), transaction.atomic():
            make()


def test_a_start_on_a_leap_day_has_horizons_on_days_that_exist(pmo_lead: User) -> None:
    program = factories.make_program(start_on=date(2024, 2, 29))
    work = factories.make_milestone(program, dimension="cultural", finish_on=date(2025, 2, 28))
    factories.make_baseline(program, locked_on=date(2024, 2, 29))
    factories.make_evidence(work, accepted_on=date(2025, 2, 28))

    progress, page = seen(program)

    days = [horizon["horizon_on"] for horizon in progress["horizons"]]
    assert days == ["2024-05-29", "2024-06-28", "2025-02-28", "2025-08-29"]
    month_12 = progress["horizons"][2]["original"]
    assert (month_12["actual_time"]["value"], month_12["outlook"]["chance"]["value"]) == (12.0, 1.0)
    assert "28 Feb 2025" in page
