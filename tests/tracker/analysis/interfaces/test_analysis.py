"""The ranking of the interfaces of one program."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.interfaces.builders import (
    EXAMPLE,
    FIRST,
    TODAY,
    analyzed,
    costing,
    counted,
    make_facts,
    make_incident,
    make_interface,
)
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.analysis.interfaces.results import (
    ConcentrationVerdict,
    IncidentMeasure,
    InterfacesAnalysis,
    InterfaceStanding,
)
from tracker.progress.numbers import State

DAY = timedelta(days=1)
PLAIN = analyzed(make_facts(counted(EXAMPLE)))
numbers = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12), min_size=2)


def standings(analysis: InterfacesAnalysis) -> dict[str, InterfaceStanding | None]:
    return {row.uid: row.standing for row in analysis.rows}


def test_the_worked_example() -> None:
    at_70, at_80 = PLAIN.few

    assert (at_70.k.value, at_70.uids, at_80.k.value, at_80.uids) == (2, ("a", "b"), 3, ("a", "b", "c"))
    assert (at_80.k.interval, at_80.k.n, at_80.of, at_80.achieved) == ((3, 4), 100, 8, 0.8)
    assert [PLAIN.gini.value, PLAIN.corrected_gini.value] == pytest.approx([0.5675, 0.648571], abs=1e-6)
    assert PLAIN.sentence == "3 to 4 of 8 hand-offs make 80% of the incidents; the largest is Fa to Ta (50%)."


def test_the_third_and_the_fourth_interface_are_borderline() -> None:
    found = standings(PLAIN)

    assert [found[uid] for uid in "abcd"] == [InterfaceStanding.CRITICAL] * 2 + [InterfaceStanding.BORDERLINE] * 2
    assert {found[uid] for uid in "efgh"} == {InterfaceStanding.OUTSIDE}
    assert [row.inclusion_80 for row in PLAIN.rows[:4]] == pytest.approx([1, 0.999, 0.767, 0.436], abs=0.04)
    assert [row.inclusion_70 for row in PLAIN.rows[4:]] == pytest.approx([0.002, 0, 0, 0], abs=0.01)


def test_the_claim_holds_here_and_every_end_of_the_intervals_agrees() -> None:
    assert (PLAIN.verdict, PLAIN.is_sure, PLAIN.state) == (ConcentrationVerdict.CONCENTRATED, True, State.VALUE)
    assert PLAIN.verdict_words == (
        "The claim that a few hand-offs make 70 to 80% holds here: 70% from 2 of 8, 80% from 3 of 8."
    )


def test_equal_interfaces_are_no_concentration() -> None:
    even = analyzed(make_facts(counted(dict.fromkeys(EXAMPLE, 20))))

    assert (even.verdict, even.gini.value, even.few[1].k.value) == (ConcentrationVerdict.SPREAD, 0, 7)
    assert even.few[1].tied == tuple(EXAMPLE)
    assert even.sentence == (
        "No few hand-offs stand out: it takes 6 to 7 of 8 to make 80% of the incidents; "
        "one of the largest is Fa to Ta (12%)."
    )


def test_a_verdict_that_a_few_incidents_could_turn_is_not_sure() -> None:
    close = analyzed(make_facts(counted({"a": 20, "b": 11, "c": 8, "d": 6}), uids="abcd"))

    assert (close.verdict, close.is_sure, close.is_provisional) == (ConcentrationVerdict.SPREAD, False, False)
    assert close.verdict_words.endswith("The incidents so far do not settle it.")


def test_one_interface_has_everything() -> None:
    found = analyzed(make_facts(counted({"c": 40})))

    assert (found.few[1].uids, found.few[1].k.interval) == (("c",), (1, 1))
    assert (found.gini.value, found.corrected_gini.value) == (0.875, 1)
    assert found.sentence == "One hand-off makes most of the incidents: Fc to Tc (100%)."


def test_fewer_than_30_incidents_are_provisional() -> None:
    found = analyzed(make_facts(counted({"a": 20, "b": 9})))

    assert (found.state, found.is_provisional, found.is_sure) == (State.DEGRADED, True, False)
    assert found.sentence.startswith("From 29 incidents so far, ")
    assert found.few[1].k.state is State.DEGRADED
    assert found.reason == "provisional: it rests on 29 incidents, and is firm from 30 on"
    assert not analyzed(make_facts(counted({"a": 20, "b": 10}))).is_provisional


def test_money_decides_and_says_what_it_leaves_out() -> None:
    dear = [costing(f"x{number}", "1000", "b") for number in range(20)]
    cheap = [costing(f"y{number}", "10", "a") for number in range(30)]
    silent = [make_incident(f"z{number}", "c", band="very_large") for number in range(10)]

    found = analyzed(make_facts([*dear, *cheap, *silent]))

    assert [(row.uid, row.cost, row.incidents, row.counted) for row in found.rows[:3]] == [
        ("b", Decimal(20000), 20, 20), ("a", Decimal(300), 30, 30), ("c", 0, 10, 0)
    ]  # fmt: skip
    assert (found.basis.measure, found.basis.bands_only, found.total) == (IncidentMeasure.MONEY, 10, Decimal(20300))
    assert found.sentence == "One hand-off makes most of the cost of incidents: Fb to Tb (99%)."


def test_shares_reach_the_whole() -> None:
    assert [row.share for row in PLAIN.rows] == [0.5, 0.2, 0.1, 0.08, 0.05, 0.04, 0.02, 0.01]
    assert [row.reached for row in PLAIN.rows] == [0.5, 0.7, 0.8, 0.88, 0.93, 0.97, 0.99, 1.0]
    assert [row.rank for row in PLAIN.rows] == list(range(1, 9))


def test_only_incidents_of_the_window_that_nobody_withdrew_count() -> None:
    incidents = [
        make_incident("too old", "a", happened_on=FIRST - DAY),
        make_incident("first day", "b", happened_on=FIRST),
        make_incident("last day", "b"),
        make_incident("to come", "a", happened_on=TODAY + DAY),
        make_incident("withdrawn", "a", withdrawn_on=TODAY),
        make_incident("not yet withdrawn", "c", withdrawn_on=TODAY + DAY),
    ]

    found = analyzed(make_facts(incidents))

    assert {row.uid: row.incidents for row in found.rows if row.incidents} == {"b": 2, "c": 1}
    assert (found.starts_on, found.ends_on, found.basis.incidents) == (FIRST, TODAY, 3)


def test_an_interface_without_a_flow_counts_only_while_an_incident_names_it() -> None:
    old = make_interface("old", flows=())
    facts = make_facts(counted({"a": 3}), uids="ab")
    facts = replace(facts, interfaces=(*facts.interfaces, old))

    named = replace(facts, incidents=(*facts.incidents, make_incident("x", "old")))

    assert analyzed(facts).few[0].of == 2
    assert [(row.uid, row.is_used) for row in analyzed(named).rows] == [("a", True), ("old", False), ("b", True)]


def test_a_redesign_that_is_accepted_later_is_not_known_yet() -> None:
    facts = make_facts(counted({"a": 3}), uids="ab", redesign_accepted_on=TODAY)

    assert analyzed(facts).rows[0].redesign_accepted_on == TODAY
    assert analyzed(facts, as_of=TODAY - DAY).rows[0].redesign_accepted_on is None


def test_direction_is_kept() -> None:
    there = make_interface("there", from_uid="p", to_uid="q")
    back = make_interface("back", from_uid="q", to_uid="p")

    found = analyzed(InterfaceFacts(interfaces=(there, back), incidents=counted({"there": 4, "back": 1})))

    assert [(row.from_uid, row.to_uid, row.incidents) for row in found.rows] == [("p", "q", 4), ("q", "p", 1)]


def test_it_is_kept_as_json_and_read_again() -> None:
    text = msgspec.json.encode(PLAIN)

    assert msgspec.convert(msgspec.json.decode(text), InterfacesAnalysis) == PLAIN


def test_the_same_facts_give_the_same_answer_in_any_order() -> None:
    incidents = counted(EXAMPLE)

    assert analyzed(make_facts(reversed(incidents))) == PLAIN
    assert (PLAIN.seed, PLAIN.resamples) == (analyzed(make_facts(incidents)).seed, 2000)
    assert analyzed(make_facts(incidents[1:])).seed != PLAIN.seed


@settings(max_examples=30, deadline=None)
@given(numbers)
def test_one_more_incident_at_the_largest_interface_never_makes_more_of_them_needed(given: dict[str, int]) -> None:
    if not any(given.values()):
        return
    top = max(sorted(given), key=given.__getitem__)

    before = analyzed(make_facts(counted(given), uids=given)).few
    after = analyzed(make_facts(counted(given | {top: given[top] + 1}), uids=given)).few

    for earlier, later in zip(before, after, strict=True):
        assert len(later.uids) - later.whole_tie <= len(earlier.uids) - earlier.whole_tie


@settings(max_examples=30, deadline=None)
@given(numbers)
def test_the_rows_add_up_and_the_interval_holds_the_number(given: dict[str, int]) -> None:
    found = analyzed(make_facts(counted(given), uids=given))

    assert sum(row.incidents for row in found.rows) == found.basis.incidents == sum(given.values())
    assert sum((row.cost for row in found.rows), Decimal(0)) == found.total
    for few in found.few:
        assert few.k.value is not None
        assert few.k.interval is not None
        assert few.k.interval[0] <= few.k.value <= few.k.interval[1] <= few.of


def test_a_ranking_of_some_says_of_how_many_the_cost_is_known() -> None:
    incidents = [*(costing(f"{number}", "10") for number in range(9)), make_incident("late"), costing("b", "10", "b")]

    found = analyzed(make_facts(incidents))

    assert found.sentence == (
        "From the 10 of 11 incidents whose cost is known, one hand-off makes most of the cost of incidents: "
        "Fa to Ta (90%)."
    )
