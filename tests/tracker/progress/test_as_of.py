"""A past day gives what the record said on that day."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.tracker.progress.builders import accepted, forecasts, make_baseline, make_facts, make_gates, on
from tracker.progress.facts import Cost, ProgramFacts, ReportedStatus
from tracker.progress.reckon import reckon


def full_record() -> ProgramFacts:
    """A program in which something happens on days 10, 20, 30 and 40 of every kind of record."""
    gates = make_gates(("G0", "G1", "G2"), G0=accepted(10, revoked=30), G1=accepted(40))
    items = tuple(
        replace(item, forecasts=forecasts((20, 70), (40, 80)), started_on=on(30)) if item.uid == "G2" else item
        for item in gates["items"]
    )
    return make_facts(
        items=items,
        gates=gates["gates"],
        baselines=(
            make_baseline({"G0": 10, "G1": 20, "G2": 60}, locked=-5),
            make_baseline({"G0": 10, "G1": 40, "G2": 80}, number=2, locked=30),
        ),
        statuses=(
            ReportedStatus(reported_on=on(20), status="green"),
            ReportedStatus(reported_on=on(40), status="red"),
        ),
        costs=tuple(
            Cost(kind="forecast", scope="whole_life", stated_on=on(day), amount=Decimal(day), currency="EUR")
            for day in (10, 40)
        ),
    )


def known_by(facts: ProgramFacts, day: int) -> ProgramFacts:
    """The same record with everything after ``day`` never written down."""
    limit = on(day)
    items = tuple(
        replace(
            item,
            acceptances=tuple(
                replace(each, revoked_on=each.revoked_on if each.revoked_on and each.revoked_on <= limit else None)
                for each in item.acceptances
                if each.accepted_on <= limit
            ),
            forecasts=tuple(each for each in item.forecasts if each.stated_on <= limit),
            started_on=item.started_on if item.started_on and item.started_on <= limit else None,
            removed_on=item.removed_on if item.removed_on and item.removed_on <= limit else None,
        )
        for item in facts.items
    )
    return replace(
        facts,
        items=items,
        baselines=tuple(each for each in facts.baselines if each.locked_on <= limit),
        statuses=tuple(each for each in facts.statuses if each.reported_on <= limit),
        costs=tuple(each for each in facts.costs if each.stated_on <= limit),
    )


def test_what_is_dated_later_changes_nothing_about_a_day() -> None:
    facts = full_record()

    for day in (-6, 0, 9, 10, 25, 30, 39, 40, 70):
        assert reckon(facts, on(day)) == reckon(known_by(facts, day), on(day))


def test_a_removal_dated_later_is_not_known_yet() -> None:
    facts = full_record()
    facts = replace(facts, items=tuple(replace(item, removed_on=on(50)) for item in facts.items))

    assert reckon(facts, on(49)) == reckon(full_record(), on(49))
    assert reckon(facts, on(50)) != reckon(full_record(), on(50))


def test_the_days_of_the_record_are_told_apart() -> None:
    facts = full_record()

    by_day = [reckon(facts, on(day)) for day in (19, 20, 29, 30, 40)]

    assert [progress.sequence.current_gate for progress in by_day] == ["G1", "G1", "G1", "G0", "G0"]
    assert [progress.reported.status.value for progress in by_day] == ["grey", "green", "green", "green", "red"]
    assert [len(progress.slip.history) for progress in by_day] == [0, 1, 1, 1, 2]
    assert [progress.costs[0].forecast.value for progress in by_day] == [10.0, 10.0, 10.0, 10.0, 40.0]
