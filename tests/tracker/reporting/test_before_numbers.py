"""Before there are numbers each answer says what is missing, who owes it, and when it can first be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.analysis.coverage import first_monday
from tracker.analysis.interfaces.absence import LEADS, PMO
from tracker.analysis.interfaces.results import MissingFact
from tracker.progress.results import Status
from tracker.reporting import before_numbers as rules

TODAY = date(2026, 3, 4)
"""A Wednesday."""


@dataclass(frozen=True)
class Team:
    pmo: tuple[str, ...] = ("Ada Lind",)
    leads: bool = True


NOBODY = Team(pmo=(), leads=False)


def progress(**given: Any) -> Any:
    """What the rules read of a program of which nothing is known yet."""
    values = {"as_of": TODAY, "delivery": SimpleNamespace(status=Status.GREY), "horizons": ()} | given
    return SimpleNamespace(**values)


def interfaces(*missing: MissingFact, **given: Any) -> Any:
    values = {"few": (), "missing": missing, "ends_on": TODAY, "coverage": SimpleNamespace(expected=0)} | given
    return SimpleNamespace(**values)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Ada Lind",), "Ada Lind, PMO lead"),
        (("Ada Lind", "Bo Marsh"), "Ada Lind and Bo Marsh, PMO leads"),
        ((), "nobody yet: choose the PMO lead"),
    ],
)
def test_the_office_is_named_or_has_to_be_chosen(names: tuple[str, ...], words: str) -> None:
    assert rules.pmo_words(Team(pmo=names)) == words
    assert rules.by_name("No metric. Owed by Transformation PMO; possible at once.", Team(pmo=names)) == (
        f"No metric. Owed by {words}; possible at once."
    )


@pytest.mark.parametrize("office", ["Transformation PMO", "the PMO lead", "the PMO"])
def test_every_name_of_the_office_is_replaced_once(office: str) -> None:
    assert rules.by_name(f"X. Owed by {office}; possible at once.", Team()) == (
        "X. Owed by Ada Lind, PMO lead; possible at once."
    )


@pytest.mark.parametrize(
    ("start_on", "words"),
    [
        (None, "A start date: owed by Ada Lind, PMO lead; possible at once."),
        (
            TODAY + timedelta(days=5),
            "Delivery can first be told on 10 March 2026, once a baseline is locked: owed by Ada Lind, PMO lead.",
        ),
        (TODAY, "Delivery can first be told on 5 March 2026, once a baseline is locked: owed by Ada Lind, PMO lead."),
        (
            TODAY - timedelta(days=1),
            "A locked baseline with the gates and their work: owed by Ada Lind, PMO lead; possible at once.",
        ),
    ],
    ids=["no start", "before it", "day 0", "day 1"],
)
def test_delivery_needs_a_start_then_a_day_then_a_plan(start_on: date | None, words: str) -> None:
    assert rules.delivery_owed(progress(), start_on, Team()) == words


def test_a_color_or_a_measured_plan_owes_nothing_here() -> None:
    amber = progress(delivery=SimpleNamespace(status=Status.AMBER))
    measured = progress(horizons=(SimpleNamespace(original=object()),))

    assert rules.delivery_owed(amber, None, Team()) == ""
    assert rules.delivery_owed(measured, TODAY - timedelta(days=3), Team()) == ""


def test_the_constraint_needs_a_flow_then_a_word_of_its_leads() -> None:
    flow = SimpleNamespace(votes=0, missing=(SimpleNamespace(owed_by=("Sales", "Logistics")),))
    none, mapped = SimpleNamespace(flows=()), SimpleNamespace(flows=(flow,))
    voted = SimpleNamespace(flows=(SimpleNamespace(votes=1, missing=()),))

    said = [rules.constraint_owed(each, Team()) for each in (none, mapped, voted)]  # type: ignore[arg-type]

    assert said[0].startswith("A first flow, for one customer segment or product line: owed by Ada Lind")
    assert said[1] == "A first word on what limits it: owed by the leads of Sales and Logistics; possible at once."
    assert said[2] == ""
    assert "name who leads the functions" in rules.constraint_owed(mapped, NOBODY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            MissingFact(what="hand-offs", who=(PMO,), first_on=TODAY),
            "Hand-offs: owed by Ada Lind, PMO lead; possible at once.",
        ),
        (
            MissingFact(what="incidents", who=(LEADS,), first_on=None),
            "Incidents: owed by the function leads; possible at once.",
        ),
        (
            MissingFact(what="incidents", who=("Sales", "Stock"), first_on=TODAY + timedelta(days=1)),
            "Incidents: owed by Sales and Stock; possible from 5 March 2026.",
        ),
    ],
)
def test_hand_offs_then_incidents(fact: MissingFact, words: str) -> None:
    assert rules.interface_owed(interfaces(fact), Team()) == words
    assert rules.interface_owed(interfaces(fact, few=(object(),)), Team()) == ""


def test_the_wait_needs_stages_then_their_cycles() -> None:
    gaps = tuple(SimpleNamespace(function_name=name, first_on=TODAY) for name in ("Sales", "Stock", "Sales"))
    later = (SimpleNamespace(function_name="Sales", first_on=TODAY + timedelta(days=2)),)
    flows = [(), gaps, later]

    said = [
        rules.wait_owed(
            SimpleNamespace(flows=[SimpleNamespace(timing=None, missing=each)] if each else []),  # type: ignore[arg-type]
            Team(),
            as_of=TODAY,
        )
        for each in flows
    ]

    assert said == [
        "The stages of the flow, each with its planning cycle: owed by Ada Lind, PMO lead; possible at once.",
        "The planning cycles of its stages: owed by Sales and Stock; possible at once.",
        "The planning cycles of its stages: owed by Sales; possible from 6 March 2026.",
    ]


def test_the_first_weekly_answers_are_of_the_first_whole_week() -> None:
    said = rules.coverage_owed(interfaces(), TODAY, Team())

    week = "The first weekly answers, of the week of 9 March 2026"
    assert said == f"{week}: owed by the function leads; possible from 16 March 2026."
    assert "name who leads the functions" in rules.coverage_owed(interfaces(), TODAY, NOBODY)
    asked = interfaces(coverage=SimpleNamespace(expected=2))
    assert rules.coverage_owed(asked, TODAY, Team()) == ""


@pytest.mark.parametrize(("day", "monday"), [(date(2026, 3, 2), 2), (date(2026, 3, 3), 9), (date(2026, 3, 8), 9)])
def test_a_whole_week_begins_on_a_monday(day: date, monday: int) -> None:
    assert first_monday(day) == date(2026, 3, monday)
