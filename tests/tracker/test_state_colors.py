"""The colors of the state look back on what earlier analyses handed on: one row of each program."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Gate, Program, User
from tests import factories as make
from tests.tracker.views.conftest import TODAY, signed_in
from tracker.analyses import newest_analysis, stored_before
from tracker.analysis.facts.colors import ColorDays, StateColors
from tracker.models import Analysis
from tracker.reads import Day
from tracker.snapshots import compute_batch

pytestmark = pytest.mark.django_db
START = TODAY - timedelta(days=12)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def compute(*programs: Program, days_ago: int = 0) -> None:
    """The programs computed on a day, as its night would have done."""
    on = ago(days_ago)
    assert not compute_batch([each.pk for each in programs], Day(as_of=on, known_on=on)).failed


def structural(program: Program) -> dict[str, Any]:
    row = newest_analysis(program)
    assert row is not None
    found: dict[str, Any] = row.result["state"]["structural"]
    return found


def keep(program: Program, *, days_ago: int, state: dict[str, Any] | None, version: str = "8") -> None:
    """The analyses of an earlier day, of which only what is said of the state is there."""
    Analysis.objects.create(
        program=program,
        as_of=ago(days_ago),
        method_version=version,
        policy_version=0,
        inputs_hash="",
        result={"state": state} if state is not None else {},
    )


def colors(**days: date | None) -> dict[str, Any]:
    """What a row hands on of the structural state."""
    return {"colors": {"structural": {"since": START.isoformat()} | {key: f"{on}" for key, on in days.items()}}}


@pytest.fixture
def behind(program: Program) -> Program:
    """On day 12 a plan that has 9 of 100 by then, and nothing on record: amber."""
    Program.objects.filter(pk=program.pk).update(start_on=START)
    program.refresh_from_db()
    make.make_gate(program, "G1", finish_on=TODAY + timedelta(days=20))
    make.make_baseline(program, locked_on=START)
    return program


def catch_up(program: Program) -> None:
    """The constraint gate passed today: 5 of 100, so that it is green by itself."""
    make.make_review(Gate.objects.get(program=program, code="G1"), decided_on=TODAY)


def test_it_improves_only_when_that_has_held(behind: Program) -> None:
    compute(behind, days_ago=1)
    assert (structural(behind)["raw"], structural(behind)["status"]) == ("amber", "amber")

    catch_up(behind)
    compute(behind)

    found = structural(behind)
    assert (found["raw"], found["status"]) == ("green", "amber")
    assert (found["last_on"], found["changes_on"]) == (f"{ago(1)}", f"{ago(-14)}")


def test_what_was_mended_on_the_same_day_was_never_worse(behind: Program) -> None:
    """The row of the day is replaced: what it said in the morning is not looked back on."""
    compute(behind)
    catch_up(behind)

    compute(behind)

    assert (structural(behind)["raw"], structural(behind)["status"]) == ("green", "green")


@pytest.mark.parametrize(("days", "status"), [(14, "amber"), (15, "green")])
def test_the_newest_earlier_day_says_what_all_days_before_it_were(behind: Program, days: int, status: str) -> None:
    keep(behind, days_ago=9, state=colors(red_on=ago(1)))
    keep(behind, days_ago=3, state=colors(amber_on=ago(days)))
    keep(behind, days_ago=-1, state=colors(red_on=ago(2)))
    catch_up(behind)

    assert stored_before([behind.pk], TODAY)[behind.pk].colors == StateColors(
        structural=ColorDays(since=START, amber_on=ago(days))
    )
    Analysis.objects.filter(as_of__gt=TODAY).delete()
    compute(behind)
    assert structural(behind)["status"] == status


def test_other_colors_before_are_worked_out_again_on_the_same_facts(behind: Program) -> None:
    """A row of yesterday that was still being written at midnight."""
    catch_up(behind)
    compute(behind)
    keep(behind, days_ago=1, state=colors(amber_on=ago(1)))

    compute(behind)

    assert structural(behind)["status"] == "amber"


@pytest.mark.parametrize("state", [None, {"structural": {"status": "red"}}])
def test_analyses_of_a_version_without_colors_are_not_looked_back_on_and_that_is_said(
    behind: Program, state: dict[str, Any] | None, pmo_lead: User
) -> None:
    keep(behind, days_ago=1, state=state, version="7")
    catch_up(behind)

    compute(behind)

    found = structural(behind)
    assert (found["status"], found["known_since"]) == ("green", f"{TODAY}")
    assert f"Colors are kept from {TODAY:%-d %B %Y} on" in page(behind, pmo_lead)


def page(program: Program, user: User) -> str:
    address = reverse("tracker:coordination-area", args=[program.uid, "state"])
    text = re.sub(r"<[^>]+>", " ", signed_in(user).get(address).content.decode())
    return re.sub(r"\s+", " ", text)


def test_page_and_api_show_the_same_color_and_why(behind: Program, pmo_lead: User) -> None:
    keep(behind, days_ago=1, state=colors(amber_on=ago(1)))
    catch_up(behind)
    compute(behind)

    text = page(behind, pmo_lead)
    address = f"/api/v1/programs/{behind.uid}/analyses/latest/"
    told = signed_in(pmo_lead).get(address).json()["result"]["state"]["structural"]

    assert (told["status"], told["raw"]) == ("amber", "green")
    assert f"behind its plan until {ago(1):%-d %B %Y}" in text
    assert f"By itself as planned now. {told['held']}" in text
    assert "Colors are kept from" not in text


def test_a_batch_reads_all_of_it_with_one_query(behind: Program, outsider: User) -> None:
    other = Program.objects.exclude(pk=behind.pk).get()
    for program in (behind, other):
        for days in (1, 2, 3):
            keep(program, days_ago=days, state=colors(amber_on=ago(days)))

    with CaptureQueriesContext(connection) as captured:
        found = stored_before([behind.pk, other.pk], TODAY)

    assert len(captured) == 1
    assert {each.colors.structural.amber_on for each in found.values()} == {ago(1)}
