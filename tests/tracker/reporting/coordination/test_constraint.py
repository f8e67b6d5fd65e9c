"""What limits a flow, in the words, rows and charts of page and report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.tracker.analysis.constraints.builders import (
    MONDAY,
    NAMES,
    TODAY,
    episode,
    facts_of,
    vote,
    votes_of,
    week,
)
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.constraints.results import ConstraintMissing
from tracker.analysis.constraints.words import signs_words
from tracker.analysis.facts.constraints import ConstraintFacts, Flow, Observation
from tracker.analysis.facts.planning import StageFact
from tracker.reporting.coordination.constraint import constraint_section, missing_lines
from tracker.reporting.coordination.constraint_charts import course_chart, shares_chart
from tracker.reporting.coordination.section import Section

FLOWS = {"flow": "Process pumps", "second": "Sanitary pumps"}
STEADY = [*range(10), *range(10)]


def shown(*votes: Observation, **given: Any) -> Section:
    """The section of a program with one flow."""
    stages = given.pop("stages", ())
    facts = facts_of(*votes, **given)
    return constraint_section(analyze_constraints(facts, as_of=TODAY, stages=stages), FLOWS)


def flow_shown(*votes: Observation, **given: Any) -> dict[str, Any]:
    """Its one flow as the page has it."""
    (row,) = shown(*votes, **given).data["flows"]
    return dict(row)


def missing(what: str, first_on: date | None, *owed_by: str) -> ConstraintMissing:
    return ConstraintMissing(what=what, words=f"{what}.", owed_by=owed_by, first_on=first_on)


@pytest.mark.parametrize(
    ("votes", "verdict", "is_known"),
    [
        ((), "Not known", False),
        (votes_of({"S": [0], "A": [0]}), "Named equally often", False),
        (votes_of({"S": [0, 0, 1], "A": [0, 1], "D": [0, 1], "P": [0]}), "Too close to call", False),
        (votes_of({"S": STEADY}), "Provisional", True),
        (votes_of({"S": STEADY}, basis="queue"), "Identified", True),
    ],
    ids=["nobody voted", "a tie", "close", "people only", "with a queue"],
)
def test_every_state_says_what_it_is(votes: tuple[Observation, ...], verdict: str, is_known: bool) -> None:
    section = shown(*votes)

    assert section.data["flows"][0]["verdict"] == verdict
    assert section.is_known is is_known
    assert bool(section.missing) is (verdict != "Identified")
    assert (section.chart is None) is (not votes)


def test_a_program_without_flows_says_what_comes_first() -> None:
    section = constraint_section(analyze_constraints(ConstraintFacts(flows=(), resources=()), as_of=TODAY), {})

    assert section.sentence == "No flow is mapped yet, so nothing can limit one."
    assert "maps one customer segment" in section.missing


def test_what_is_missing_names_who_gives_it_and_the_day() -> None:
    stages = tuple(
        StageFact(uid=name, flow="flow", position=1, name=name, function=name, function_name=name, level="")
        for name in ("Procurement", "Logistics")
    )

    missing = shown(*votes_of({"S": [1, 1, 0]}, basis="queue"), stages=stages).missing

    assert missing == (
        "Votes and physical signs count as 3.0 of the 10 that it takes: about 4 more weeks if 2 votes come every week, "
        "as in the best week so far. The leads of Procurement and Logistics give it, on 14 Dec 2026 at the earliest."
    )


def test_the_first_flow_with_votes_speaks_for_several() -> None:
    flows = (
        Flow(uid="flow", name="Process pumps", position=1),
        Flow(uid="second", name="Sanitary pumps", position=2, observations=(vote("S"), vote("S", source="Meter"))),
    )
    facts = ConstraintFacts(flows=flows, resources=facts_of().resources)

    section = constraint_section(analyze_constraints(facts, as_of=TODAY), FLOWS)

    assert section.sentence.startswith("Sanitary pumps: this flow is probably limited by Supplier capacity")
    assert [(each["name"], each["is_first"]) for each in section.data["flows"]] == [
        ("Process pumps", False),
        ("Sanitary pumps", True),
    ]


def test_people_and_physical_signs_stand_apart() -> None:
    votes = (vote("S"), vote("S", 1, basis="queue"), vote("S", 2, basis="queue"), vote("A", 3))

    first, second = flow_shown(*votes)["candidates"]

    assert (first["name"], first["people"], first["signs"]) == (NAMES["S"], 1, "queue 2")
    assert (second["people"], second["signs"]) == (1, "none")
    assert first["controlled_by"] == "Keeper of S"


def test_few_votes_have_words_and_no_digits() -> None:
    few, many = flow_shown(vote("S"), vote("A", 1), vote("S", 1, "b")), flow_shown(*votes_of({"S": STEADY}))

    assert few["candidates"][0]["chance"] == "likely"
    assert many["candidates"][0]["chance"] == "very likely (more than 19 in 20), 99%"


def test_votes_that_point_elsewhere_now_are_told() -> None:
    row = flow_shown(*votes_of({"S": range(10, 30), "A": [*range(7), 0, 0]}))

    assert row["differs"] == (
        "With every sign counting in full, Supplier capacity would come first: 20 of 29 ever given, 9 for Pump "
        "assembly. Recent ones point elsewhere."
    )
    assert flow_shown(*votes_of({"S": STEADY}))["differs"] == ""


def test_the_work_on_the_constraint_is_told_step_by_step() -> None:
    row = flow_shown(*votes_of({"S": STEADY}), episodes=(episode("S", 12, steps={"elevate": week(3)}),))

    assert row["focus"]["skipped"] == ["Exploit", "Subordinate"]
    assert [each["words"] for each in row["focus"]["stages"]] == [
        "From 24 Aug 2026",
        "Skipped",
        "Skipped",
        "Now, since 26 Oct 2026",
    ]
    assert row["candidates"][0]["is_on_record"]


def test_a_move_is_told() -> None:
    row = flow_shown(*votes_of({"A": [1, 1, 1, 0]}), episodes=(episode("S"),))

    assert row["move"].startswith("The constraint has moved: Pump assembly led Supplier capacity")


def test_the_chart_of_shares_is_valid_and_tells_the_table() -> None:
    section = shown(*votes_of({"S": STEADY, "A": [0, 3]}))

    assert len(spec_of(section.chart)["layer"]) == 3
    shares = [row["share"] for row in section.data["flows"][0]["candidates"]]
    assert [f"{NAMES[uid]}: {share}." for uid, share in zip("SA", shares, strict=True)] == [
        f"{each}." for each in section.chart_alt.removesuffix(".").split(". ")
    ]


def test_the_course_is_drawn_from_three_weeks_on_for_at_most_four() -> None:
    (flow,) = analyze_constraints(facts_of(*votes_of({"S": [4, 1], "A": [1], "D": [4], "P": [0]})), as_of=TODAY).flows
    (early,) = analyze_constraints(facts_of(*votes_of({"S": [1]})), as_of=TODAY).flows

    spec = spec_of(course_chart(flow))

    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["area", "line", "point"]
    assert course_chart(early) is None
    assert shares_chart(early.candidates) is not None


def test_a_resource_has_no_share_before_it_was_named() -> None:
    rows = flow_shown(*votes_of({"S": [4, 1], "A": [1]}))["course_rows"]

    assert rows[0]["week"] == f"{MONDAY.day} Nov 2026"
    assert rows[-1]["cells"][1] == "not named yet"
    assert "not named yet" not in rows[1]["cells"]


def test_what_the_same_people_owe_is_one_line_with_the_later_day() -> None:
    votes = missing("votes", week(-3), "Procurement", "Logistics")
    lead = missing("lead", week(-1), "Procurement", "Logistics")

    lines = missing_lines((votes, lead, missing("sign", TODAY, "Procurement")))

    assert lines == [
        "votes. lead. The leads of Procurement and Logistics give it, on 7 Dec 2026 at the earliest.",
        "sign. The lead of Procurement gives it, on 18 Nov 2026 at the earliest.",
    ]
    assert missing_lines((votes, missing("lead", None, "Procurement", "Logistics")))[0].endswith("Logistics give it.")


@pytest.mark.parametrize(
    ("signs", "votes", "words"),
    [
        (0, 3, "none of them physical"),
        (1, 1, "1 of them physical"),
        (1, 3, "1 of them physical"),
        (3, 3, "all of them physical"),
        (2, 3, "2 of them physical"),
    ],
)
def test_physical_signs_are_told_of_all(signs: int, votes: int, words: str) -> None:
    assert signs_words(signs, votes) == words


def test_what_it_rests_on_tells_votes_and_physical_signs_apart() -> None:
    mixed = shown(vote("S"), vote("S", 1, basis="queue"), vote("A", 2)).rests_on

    assert mixed.startswith("3 signs (votes and physical), worth 3 as older ones count less, 1 of them physical, ")
    assert shown(vote("S"), vote("A", 2)).rests_on.startswith(
        "2 votes, worth 2 as older ones count less, none of them "
    )
    assert shown(vote("S", basis="queue")).rests_on.startswith(
        "1 physical sign, worth 1 as older ones count less, the "
    )


def test_the_only_flow_is_named_too() -> None:
    assert shown(vote("S"), vote("S", 1)).sentence.startswith("Process pumps: this flow is probably limited by ")
