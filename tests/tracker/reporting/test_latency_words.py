"""Decision latency as people say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.latency.builders import LADDER, MONDAY, WEEKDAYS, make_facts, make_stage
from tracker.analysis.facts.decisions import DecisionFacts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.latency.analyze import Seen, analyze_latency
from tracker.analysis.latency.results import FlowLatency
from tracker.progress.numbers import Gauge
from tracker.reporting.coordination.latency import (
    about,
    decisions_words,
    flow_row,
    latency_section,
    observed_sentence,
    rhythm,
)
from tracker.reporting.coordination.section import Section

NAMES = {"flow": "Pumps", "second": "Valves"}
NOTHING_SEEN = Seen(decisions=DecisionFacts(rights=(), teams=(), decisions=()))


def flows_of(facts: PlanningFacts) -> tuple[FlowLatency, ...]:
    return analyze_latency(facts, NOTHING_SEEN, as_of=MONDAY).flows


def section_of(facts: PlanningFacts) -> Section:
    return latency_section(analyze_latency(facts, NOTHING_SEEN, as_of=MONDAY), NAMES)


def test_a_flow_in_one_sentence() -> None:
    section = section_of(make_facts(*LADDER))

    assert section.sentence == (
        "A signal takes about 29 days to get through Pumps; 18 of them are waiting; "
        "weekly planning of plan (Function 0) would save about 10, one session of all stages, weekly, about 20."
    )
    assert (section.is_known, section.rests_on, section.missing) == (True, "3 planning cycles of 1 flow", "")


def test_a_flow_that_nothing_would_shorten() -> None:
    section = section_of(make_facts((1, 1), (2, 2), (0, 0), runs=(0, 0)))

    assert "one session of Function 0 and Function 1, daily, would save about 2" in section.sentence
    alone = section_of(make_facts((1,), (3,), (0,)))
    assert alone.sentence == (
        "A signal takes about 4 days to get through Pumps; hardly any of them are waiting; "
        "no single change would save half a day."
    )


def test_the_first_known_flow_stands_in_front_and_the_other_says_what_is_missing() -> None:
    facts = make_facts(*LADDER)
    unknown = make_stage(9, flow="first", function="function 9")

    section = section_of(replace(facts, stages=(unknown, *facts.stages)))

    assert section.sentence.startswith("A signal takes about 29 days to get through Pumps")
    assert section.missing == (
        "no longer in the record: The only stage has no planning cycle on record; owed by Function 9; "
        "the latency can be told on the day they are recorded."
    )


def test_no_flow_at_all_says_so() -> None:
    section = section_of(PlanningFacts(stages=(), cycles=(), calendars=()))

    assert (section.is_known, section.chart) == (False, None)
    assert section.sentence == "No flow has stages yet, so nobody can tell how long a signal takes."


def test_the_rows_of_a_flow() -> None:
    (flow,) = flows_of(make_facts(*LADDER, runs=(0, None, 0), calendar=WEEKDAYS))

    row = flow_row(flow, NAMES)

    assert [each["rhythm"] for each in row["stages"]] == ["every 28 days", "weekly, nobody knows when", "daily"]
    assert [each["is_worst"] for each in row["stages"]] == [True, False, False]
    figures = {each["label"]: each["text"] for each in row["figures"]}
    assert figures["Neighbors that plan equally often"] == "0 of 2 pairs"
    assert "If people worked every day" in figures
    assert row["notes"] == [
        "Nobody has recorded when stage 1 runs, so every moment of the period counts as equally likely there."
    ]


def test_a_change_says_what_it_saves_and_how_to_try_it() -> None:
    (flow,) = flows_of(make_facts(*LADDER))

    rows = {each["words"]: (each["saved_text"], each["query"]) for each in flow_row(flow, NAMES)["savings"]}

    assert rows["Weekly planning of plan (Function 0)"] == ("10.5", "every-cycle+0=7")
    assert rows["Running plan (Function 1) right when its inputs arrive"] == ("3.5", "follows-cycle+1=on")
    assert rows["One session of all stages, weekly"] == ("20.0", "first=flow-0&last=flow-2&session_every=7")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.2, "less than half a day"),
        (0.7, "less than a day"),
        (1.2, "about 1 day"),
        (28.6, "about 29 days"),
        (None, "not known"),
    ],
)
def test_lengths_are_told_to_the_day(days: float | None, words: str) -> None:
    assert about(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "all the time"), (1, "daily"), (7, "weekly"), (0.5, "every 0.5 days"), (28, "every 28 days")],
)
def test_rhythms(days: float, words: str) -> None:
    assert rhythm(days) == words


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [
        (2.0, "something else than the cycles holds them up"),
        (1.1, "the cycles explain what was seen"),
        (0.4, "people do not wait for the cycles"),
    ],
)
def test_what_was_seen_can_show_the_model_wrong(ratio: float, verdict: str) -> None:
    words = observed_sentence(Gauge("decision-latency", "ratio", 3).between(ratio, ratio / 2, ratio * 2))

    assert words.endswith(f": {verdict}.")
    assert words.startswith(f"Market shifts took {ratio:.1f} times as long as the cycles say")


def test_waiting_questions_are_named() -> None:
    (flow,) = flows_of(make_facts(*LADDER))
    gauge = Gauge("decision-latency", "days", 9)
    seen = replace(flow.observed, decisions=gauge.value(4), decisions_p90=gauge.unbounded("3 wait"), decided=6, open=3)

    assert decisions_words(seen) == (
        "Half of the decisions took at most 4 days, nine of ten nobody knows how long yet "
        "(9 questions of half a year, 3 of them still waiting)."
    )
