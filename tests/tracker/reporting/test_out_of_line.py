"""What is out of line with the plan, in the document of a report; the page shows the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.tracker.reporting.sample_parts import make_header, number
from tests.tracker.reporting.samples import behind_plan
from tracker.progress.results import EarlyItem, LongItem, OutOfOrder, ProgramProgress, ScopeItem
from tracker.reporting.document import build_document
from tracker.reporting.sections.gates import likely_text, not_before_text, soon_text

MAY = {day: date(2026, 5, day) for day in range(1, 31)}
EARLY = EarlyItem(uid="ahead", name="Ahead", planned_on=MAY[20], accepted_on=MAY[4])


def with_baseline(progress: ProgramProgress, **given: Any) -> ProgramProgress:
    """The program with more said of the first horizon against the original plan."""
    first, *rest = progress.horizons
    assert first.original is not None
    changed = replace(first, original=replace(first.original, **given))
    return replace(progress, horizons=(changed, *rest))


def groups(progress: ProgramProgress) -> dict[str, Any]:
    """Kinds of being out of line, by key."""
    return {each["key"]: each for each in build_document(progress, None, make_header())["out_of_line"]}


def plain() -> ProgramProgress:
    """A program of which nothing but late items is out of line."""
    program = behind_plan()
    return replace(program, sequence=replace(program.sequence, out_of_order=()))


def test_without_anything_out_of_line_nothing_is_told() -> None:
    assert groups(plain()) == {}


def test_an_item_done_early_names_what_should_have_come_first() -> None:
    early = replace(EARLY, open_name="First", open_planned_on=MAY[1])

    found = groups(with_baseline(plain(), early=(early,), order=number(0.85, "ratio")))["out-of-order"]

    assert found["title"] == "1 item done out of order"
    assert found["rows"][0]["sentence"] == (
        "Ahead: accepted on 4 May 2026 while “First”, planned for 1 May 2026, is still open."
    )
    assert "85% for day 90" in found["note"]


def test_an_item_that_ran_ahead_of_a_gate_is_told_once() -> None:
    program = with_baseline(plain(), early=(EARLY,))
    ahead = OutOfOrder(uid="ahead", name="Ahead", gate="G3", accepted_on=MAY[4], open_gate="G2")

    found = groups(replace(program, sequence=replace(program.sequence, out_of_order=(ahead,))))["out-of-order"]

    assert [row["text"] for row in found["rows"]] == ["accepted for G3 on 4 May 2026 while G2 was still open"]


def test_items_to_be_split_stand_once_with_their_horizons_longest_first() -> None:
    program = plain()
    long = (LongItem(uid="b", name="B", days=40), LongItem(uid="a", name="A", days=20))
    first, second, *rest = program.horizons
    horizons = (replace(first, too_long=long[1:]), replace(second, too_long=long), *rest)

    found = groups(replace(program, horizons=horizons))["too-long"]

    assert [(row["uid"], row["horizons_text"]) for row in found["rows"]] == [("b", "Day 120"), ("a", "Day 90, Day 120")]
    assert found["sentence"] == "2 items to be split: B and A."


def test_what_left_the_plan_is_told_with_its_weight_and_share() -> None:
    gone = ScopeItem(uid="gone", name="Gone", weight=3, planned_on=MAY[9], accepted=False)

    found = groups(with_baseline(plain(), descoped=(gone,), total_weight=number(12, "weight")))["descoped"]

    assert found["note"].endswith("Day 90: weight 3, 25% of baseline 1.")
    assert found["rows"][0]["text"] == "weight 3, planned for 9 May 2026, open"


GATE = replace(
    behind_plan().sequence.gates[-1], code="G3", passed_on=None, planned_on=MAY[4], current_planned_on=MAY[4],
    forecast_on=MAY[20], days_overdue=0, earliest_on=MAY[25], earliest_gate="G2", earliest_needs="6 weekly readings",
)  # fmt: skip


def test_a_gate_that_cannot_be_passed_when_it_is_planned_says_why() -> None:
    assert soon_text(GATE) == "planned for 4 May 2026 and expected on 20 May 2026"
    assert not_before_text(GATE) == "not possible before 25 May 2026: gate G2 comes first and needs 6 weekly readings"
    assert not_before_text(replace(GATE, earliest_gate="G3")).endswith(": it needs 6 weekly readings")


@pytest.mark.parametrize(
    "given",
    [{"earliest_needs": ""}, {"days_overdue": 3}, {"planned_on": MAY[26], "current_planned_on": MAY[26],
     "forecast_on": None}, {"earliest_on": None}],
    ids=["nothing holds it up", "overdue anyway", "late enough", "not known"],
)  # fmt: skip
def test_a_gate_that_is_possible_is_not_planned_too_early(given: dict[str, Any]) -> None:
    assert soon_text(replace(GATE, **given)) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((None, None), ""),
        ((MAY[3], None), "likely not before 3 May 2026"),
        ((MAY[3], MAY[3]), "likely 3 May 2026"),
        ((MAY[3], MAY[9]), "likely 3 May 2026 to 9 May 2026"),
    ],
)
def test_when_a_gate_is_likely_passed(days: tuple[date | None, date | None], words: str) -> None:
    assert likely_text(replace(GATE, likely_from=days[0], likely_to=days[1])) == words
