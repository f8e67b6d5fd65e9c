"""Whom an attribute names, and whose names are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import pytest

from programs.importing.errors import FileRefused
from programs.importing.event_logs.options import LogOptions
from programs.importing.event_logs.read import read_event_log
from tests.tracker.event_logs.conftest import SMALL
from tracker.event_logs.actors import names_groups, read_functions, with_functions, without_names
from tracker.event_logs.analysis import analyze

OPTIONS = LogOptions(actor="team", last=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("attribute", "is_group"),
    [
        *[(name, True) for name in ("org:group", "org:role", "Team", "support_section", "workgroup", "Departments")],
        *[(name, True) for name in ("resource country", "Business unit")],
        *[
            (name, False)
            for name in ("org:resource", "user", "Team member", "controller", "community", "", "team name")
        ],
    ],
)
def test_only_an_attribute_that_says_so_names_groups(attribute: str, is_group: bool) -> None:
    assert names_groups(attribute) is is_group


def test_functions_are_read_from_lines() -> None:
    lines = ["Actor,Function", "", "Ada,Planning", "Ben , Procurement", '"Cy, Dr.",']

    assert read_functions(lines) == {"Ada": "Planning", "Ben": "Procurement", "Cy, Dr.": ""}


@pytest.mark.parametrize(
    ("lines", "said"),
    [(["Ada"], "Line 1"), (["Ada,Planning,x"], "Line 1"), ([",Planning"], "Line 1"), (["a,b", "a,c"], "Line 2")],
)
def test_lines_that_are_no_pairs_are_refused(lines: Iterable[str], said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_functions(lines)


def test_handoffs_inside_a_function_are_none() -> None:
    log = read_event_log(BytesIO(SMALL + b"2,2026-03-04T08:00Z,Plant 7\n"), OPTIONS)
    functions = {"Planning": "Plan", "Procurement": "Buy", "Plant 7": "Buy"}

    found = analyze(with_functions(log, functions), OPTIONS, is_personal=False).found

    assert {(each.from_actor, each.to_actor): each.handoffs for each in found.interfaces} == {
        ("Plan", "Buy"): 2,
        ("Buy", "Plan"): 1,
    }


def test_an_actor_without_a_function_is_nobody_and_one_that_is_not_named_is_refused() -> None:
    log = read_event_log(BytesIO(SMALL), OPTIONS)

    mapped = with_functions(log, {"Planning": "Plan", "Procurement": ""})

    assert (mapped.actors, mapped.nobody) == (("Plan",), 2)
    with pytest.raises(FileRefused, match="“Procurement” belongs"):
        with_functions(log, {"Planning": "Plan"})


def test_numbers_stand_in_the_place_of_names() -> None:
    log = without_names(read_event_log(BytesIO(SMALL), OPTIONS))

    assert log.actors == ("Person 1", "Person 2")
    assert analyze(log, OPTIONS, is_personal=True).found.handoffs == 3
