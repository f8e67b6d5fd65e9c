"""The share by exposure and by count: what is weighed, what is only counted, and what cannot be said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tracker.analysis.rights.builders import START, analyze, make_facts, make_limit, make_right, make_team, on
from tracker.analysis.facts.decisions import DecisionRight
from tracker.analysis.rights import analyze_rights
from tracker.analysis.rights.results import RightsMissing
from tracker.progress.numbers import State

ALIGNED = make_right("Mix", by=["Procurement"], times="30")


def test_unknown_and_zero_frequencies_count_and_do_not_weigh() -> None:
    facts = make_facts(
        ALIGNED,
        make_right("Lots", by=["Sales"], times="10"),
        make_right("Rush", by=["Sales"], times=None),
        make_right("Slot", by=["Sales"], times="0"),
    )

    alignment = analyze(facts).alignment

    assert (alignment.by_count.value, alignment.by_count.n) == (0.25, 4)
    assert [alignment.by_exposure.value, alignment.by_exposure.n] == pytest.approx([0.75, 2])
    assert (alignment.unknown_frequency, alignment.never_made) == (1, 1)
    assert (alignment.by_exposure.state, alignment.by_exposure.reason) == (
        State.DEGRADED,
        "1 decision has no known frequency, and no weight here",
    )


def test_without_any_frequency_only_the_count_is_known() -> None:
    analysis = analyze(make_facts(make_right("Mix", by=["Procurement"], times=None)))

    assert (analysis.alignment.by_count.value, analysis.alignment.by_exposure.value) == (1.0, None)
    assert analysis.alignment.by_exposure.state is State.INSUFFICIENT_DATA
    assert analysis.missing == (
        RightsMissing(
            what="nobody knows how often 1 decision on the constraint is made",
            who="Transformation PMO",
            first_on=on(60),
        ),
    )


def test_what_does_not_commit_the_constraint_is_left_out() -> None:
    facts = make_facts(ALIGNED, make_right("Carrier", commits=["Freight"], by=["Sales"], times="500"))

    alignment = analyze(facts, make_limit(Castings=0.9, Freight=0.1)).alignment

    assert (alignment.in_scope, alignment.by_exposure.value, alignment.by_count.value) == (1, 1.0, 1.0)


@pytest.mark.parametrize(
    ("rights", "chances", "what", "who", "days"),
    [
        ((), {"Castings": 0.9}, "no recurring decision is recorded", "Transformation PMO", 0),
        ((ALIGNED,), {}, "nobody has said yet what limits the flow", "Function leads", 0),
        (
            (ALIGNED,),
            {"Castings": 0.4, "Assembly": 0.4, "Freight": 0.2},
            "no resource stands out yet as what limits the flow",
            "Function leads",
            7,
        ),
        (
            (ALIGNED,),
            {"Castings": 0.1, "Assembly": 0.9},
            "no recorded decision commits Assembly, the likely constraint of Pumps",
            "Transformation PMO",
            0,
        ),
        (
            (make_right("Mix", commits=[]),),
            {"Castings": 0.9},
            "1 decision names no resource that it commits",
            "Transformation PMO",
            0,
        ),
    ],
    ids=["no decision", "no observation", "nothing stands out", "not in a decision", "nothing committed"],
)
def test_what_is_missing_is_owed_by_somebody_from_a_day_on(
    rights: tuple[DecisionRight, ...], chances: dict[str, float], what: str, who: str, days: int
) -> None:
    analysis = analyze_rights(make_facts(*rights), [make_limit(known=chances)], as_of=START)

    assert analysis.missing == (RightsMissing(what=what, who=who, first_on=START + timedelta(days=days)),)
    assert analysis.alignment.by_exposure.reason == analysis.alignment.by_count.reason == what
    assert analysis.alignment.by_count.state is State.INSUFFICIENT_DATA
    assert analysis.sentence == "It cannot be told yet whether the right functions decide."


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        (["Procurement"], "The only decision on the constraint is made by Procurement, which controls it."),
        (
            ["Procurement", "Procurement"],
            "Both decisions on the constraint are made by Procurement, which controls it.",
        ),
        (
            ["Sales", "Procurement"],
            "1 of 2 decisions on the constraint (Decision 0: 10 of 20 times a month) is made by Sales, which does "
            "not control it. Procurement should make it: it controls Castings.",
        ),
        (
            ["Sales", ""],
            "None of the 2 decisions on the constraint (Decision 1, Decision 0: 20 times a month) is with the one "
            "function that controls it. Procurement should make them: it controls Castings.",
        ),
        (
            [""],
            "The only decision on the constraint (Decision 0: 10 times a month) is not with the one function that "
            "controls it. Procurement should make it: it controls Castings.",
        ),
        (
            ["Sales", "Sales"],
            "Both decisions on the constraint (Decision 0, Decision 1: 20 times a month) are made by Sales, "
            "which does not control it. Procurement should make them: it controls Castings.",
        ),
    ],
)
def test_the_sentence_says_what_is_wrong(holders: list[str], expected: str) -> None:
    rights = [make_right(f"Decision {number}", by=[each] if each else []) for number, each in enumerate(holders)]

    assert analyze(make_facts(*rights)).sentence == expected


def test_the_sentence_says_when_the_constraint_is_only_likely() -> None:
    analysis = analyze(make_facts(make_right("Mix", by=["Sales"])), make_limit(Castings=0.6, Assembly=0.4))

    assert analysis.sentence == (
        "The only decision on the likely constraint (Mix: 10 times a month) is made by Sales, which does not control "
        "it. Procurement, which controls Castings, should make it if that is the constraint."
    )


def test_a_team_is_named_with_who_votes_in_it_and_nobody_where_they_are_many() -> None:
    team = make_team("Pump team", "Sales", "Procurement", votes=["Sales"])
    one = analyze(make_facts(make_right("Mix", by=["Pump team"]), teams=[team])).sentence
    many = analyze(make_facts(*(make_right(name, by=[name]) for name in ("Sales", "Logistics", "Operations")))).sentence

    assert "is made by Pump team (vote: Sales), which does not control it." in one
    assert many.startswith(
        "All 3 decisions on the constraint (30 times a month) are made by somebody who does not control it."
    )


def test_how_often_is_told_only_where_it_is_known_of_all() -> None:
    rights = (make_right("Mix", by=["Sales"], times="4"), make_right("Lots", by=["Procurement"], times=None))

    assert analyze(make_facts(*rights)).sentence.startswith(
        "1 of 2 decisions on the constraint (Mix) is made by Sales,"
    )


def test_where_several_functions_control_the_sentence_names_none() -> None:
    limits = (make_limit(Castings=0.9), make_limit("Valves", Assembly=0.9))
    rights = (
        make_right("Mix", by=["Procurement"], flow="Pumps"),
        make_right("Lots", commits=["Assembly"], by=["Operations"], flow="Valves"),
    )

    assert analyze(make_facts(*rights), *limits).sentence == (
        "Both decisions on the constraint are made by whoever controls it."
    )
