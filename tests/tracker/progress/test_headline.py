"""The one sentence that opens page and report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.progress.builders import (
    accepted,
    make_baseline,
    make_facts,
    make_gates,
    make_item,
    make_plan_facts,
    make_single,
    on,
)
from tracker.progress.facts import Flow, ProgramFacts, ReportedStatus
from tracker.progress.reckon import reckon
from tracker.progress.words import count_words, day_words, plan_words, sentence, shift_words

PLAN = {"G0": 10, "G1": 20, "G2": 61, "G3": 80}
GREEN = (ReportedStatus(reported_on=on(60), status="green"),)
AMBER = (ReportedStatus(reported_on=on(1), status="amber"),)


def with_gates(**given: object) -> ProgramFacts:
    """Gates G0 and G1 passed on plan, G2 due on day 61."""
    gates = make_gates(("G0", "G1", "G2", "G3"), G0=accepted(10), G1=accepted(20))
    return replace(make_facts(**gates, baselines=(make_baseline(PLAN),)), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-3, "Starts on 2 March 2026, in 3 days; Delivery not known yet, no status reported."),
        (0, "Day 0 of 90: at gate G0 Name of G0; Delivery not known yet, no status reported."),
        (12, "Day 12 of 90: at gate G1 Name of G1, on plan (early); Delivery green, no status reported."),
        (70, "Day 70 of 90: at gate G2 Name of G2, 10 days behind plan; Delivery red, reported green."),
        (90, "Day 90 of 90: at gate G2 Name of G2, 30 days behind plan; Delivery red, reported green."),
        (91, "Day 91 of 120: at gate G2 Name of G2, 31 days behind plan; Delivery red, reported green."),
        (130, "Day 130, past day 120: at gate G2 Name of G2, 70 days behind plan; Delivery red, reported green."),
    ],
    ids=lambda value: f"day {value}" if isinstance(value, int) else "",
)
def test_a_program_in_its_sequence(day: int, expected: str) -> None:
    assert reckon(with_gates(statuses=GREEN), on(day)).headline == expected


def test_after_day_120_months_count_when_there_is_cultural_work() -> None:
    facts = with_gates()
    facts = replace(facts, items=(*facts.items, make_item("talk", dimension="cultural")))

    opening = [reckon(facts, day).headline.split(":")[0] for day in (date(2027, 1, 15), date(2027, 3, 2))]
    later = [reckon(facts, day).headline.split(":")[0] for day in (date(2027, 3, 3), date(2027, 9, 3))]

    assert opening == ["Month 11 of 12", "Month 12 of 12"]
    assert later == ["Month 13 of 18", "Day 550, past month 18"]


def test_without_a_start_date_it_says_so() -> None:
    headline = reckon(with_gates(start_on=None), on(5)).headline

    assert headline == "No start date is set; Delivery not known yet, no status reported."


def test_when_every_gate_is_passed_it_says_so() -> None:
    facts = make_facts(**make_gates(("G0",), G0=accepted(9)), baselines=(make_baseline({"G0": 10}),))

    assert reckon(facts, on(30)).headline.startswith("Day 30 of 90: every gate is passed; Delivery green")


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        (
            make_single((0, 100), (30, 1114), planned=100, statuses=AMBER),
            40,
            "Expected to finish on 20 March 2029, 1,014 days later than planned; reported amber.",
        ),
        (
            make_single((0, 100), planned=100),
            40,
            "Expected to finish on 10 June 2026, the only date stated so far; no status reported.",
        ),
        (
            make_single((0, 100), (30, 110), planned=100),
            155,
            "The expected finish, 20 June 2026, 10 days later than planned, passed 45 days ago and nothing says it is "
            "done; no status reported.",
        ),
        (
            make_single((0, 100), (30, 90)),
            40,
            "Expected to finish on 31 May 2026, 10 days earlier than first forecast; no status reported.",
        ),
        (make_single(planned=100), 40, "No finish has been forecast; no status reported."),
        (
            make_single((0, 100), (30, 100), planned=100, acceptances=accepted(100)),
            120,
            "Finished on 10 June 2026, on the same day as planned; no status reported.",
        ),
    ],
    ids=["later", "one forecast", "passed", "no baseline", "no forecast", "finished"],
)
def test_a_program_without_a_sequence(facts: ProgramFacts, day: int, expected: str) -> None:
    assert reckon(facts, on(day)).headline == expected


def test_a_status_without_a_color_is_not_rated() -> None:
    exempt = (ReportedStatus(reported_on=on(1), status=None, not_rated_reason="Exempt"),)

    assert reckon(make_single(statuses=exempt), on(5)).headline.endswith("; not rated.")


@pytest.mark.parametrize(("day", "number"), [(-1, None), (0, 0), (70, 70)])
def test_the_day_number_counts_from_the_start(day: int, number: int | None) -> None:
    assert reckon(make_plan_facts({"a": 7}), on(day)).day_number == number


def test_words() -> None:
    assert (day_words(date(2026, 5, 14)), count_words(1, "day"), count_words(0, "day")) == (
        "14 May 2026",
        "1 day",
        "0 days",
    )
    assert [plan_words(days) for days in (0.4, 1.2, -2.0)] == ["on plan", "1 day behind plan", "2 days ahead of plan"]
    assert [shift_words(days, "planned") for days in (-1, 0)] == [
        "1 day earlier than planned",
        "on the same day as planned",
    ]
    assert (sentence("it is."), sentence("")) == ("It is.", "")


@pytest.mark.parametrize(
    ("first", "words"), [("pilot", ""), ("integrated", "; next flow: Spare parts")], ids=["at work", "integrated"]
)
def test_the_gates_are_those_of_the_first_flow_and_the_next_one_is_told_as_such(first: str, words: str) -> None:
    flows = (
        Flow(name="Castings", position=3, state="mapped"),
        Flow(name="Spare parts", position=2, state="mapped"),
        Flow(name="Process valves", position=1, state=first),
    )

    headline = reckon(with_gates(flows=flows), on(12)).headline

    assert headline.startswith(
        f"Day 12 of 90: at gate G1 Name of G1 (Process valves), on plan (early){words}; Delivery"
    )


@pytest.mark.parametrize(
    ("next_state", "words"), [("pilot", "; next flow: Spare parts"), ("integrated", "")], ids=["next", "none left"]
)
def test_gates_that_are_passed_are_passed_for_the_first_flow_only(next_state: str, words: str) -> None:
    flows = (
        Flow(name="Process valves", position=1, state="integrated"),
        Flow(name="Spare parts", position=2, state=next_state),
    )
    facts = make_facts(**make_gates(("G0",), G0=accepted(9)), baselines=(make_baseline({"G0": 10}),), flows=flows)

    headline = reckon(facts, on(30)).headline

    assert headline.startswith(f"Day 30 of 90: every gate is passed for Process valves{words}; Delivery green")
