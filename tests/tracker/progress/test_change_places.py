"""Where the record behind each kind of change stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.progress.builders import make_baseline, make_facts, make_gates, make_item, on
from tracker.progress.change_places import Place
from tracker.progress.changes import explain, method_changes
from tracker.progress.drivers import list_drivers
from tracker.progress.facts import (
    GateWaiver,
    MetricMinimum,
    Minimums,
    PilotMinimum,
    ProgramFacts,
    ReportedStatus,
    Thresholds,
    VoteWeek,
)
from tracker.progress.record import Record

GATES = make_gates(("G0",))
BASE = make_facts(**GATES | {"items": (*GATES["items"], make_item("pilot", name="Protocol"))})
METRIC = MetricMinimum(uid="metric", name="Expediting cost", period="week", readings_needed=6)
PILOT = PilotMinimum(uid="run", name="Direct", period="week", burn_in_periods=1, minimum_periods=8, started_on=on(0))
VOTES = Minimums(votes=(VoteWeek(flow_uid="flow", week_starts_on=on(7), votes=3),))
WAIVED = Minimums(waivers=(GateWaiver(gate="G2", granted_on=on(7), ends_on=on(30)),))


def item(**given: object) -> ProgramFacts:
    return replace(BASE, items=(BASE.items[0], replace(BASE.items[1], **given)))  # type: ignore[arg-type]


def needing(minimums: Minimums) -> ProgramFacts:
    return replace(BASE, minimums=minimums)


def places(before: ProgramFacts, after: ProgramFacts) -> list[tuple[str, Place]]:
    changes = explain(*(list_drivers(Record.of(facts), on(20)) for facts in (before, after)))
    return [(each.uid, each.place) for each in changes]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (BASE, item(started_on=on(9)), ("pilot", Place.MILESTONE)),
        (BASE, item(removed_on=on(9)), ("pilot", Place.MILESTONE_HISTORY)),
        (item(removed_on=on(9)), BASE, ("pilot", Place.MILESTONE)),
        (BASE, replace(BASE, items=BASE.items[:1]), ("pilot", Place.NOWHERE)),
        (BASE, replace(BASE, items=(replace(BASE.items[0], owner="Ada"), BASE.items[1])), ("G0", Place.MILESTONE)),
        (BASE, replace(BASE, baselines=(make_baseline({}),)), ("0001", Place.BASELINES)),
        (BASE, replace(BASE, start_on=on(1)), (BASE.uid, Place.PROGRAM)),
        (BASE, replace(BASE, thresholds=Thresholds(gate_overdue_red_days=9)), ("thresholds", Place.POLICY)),
        (
            BASE,
            replace(BASE, statuses=(ReportedStatus(reported_on=on(10), status="green"),)),
            ("reported", Place.STATUSES),
        ),
        (
            needing(Minimums(metrics=(METRIC,))),
            needing(Minimums(metrics=(replace(METRIC, first_on=on(0)),))),
            ("metric", Place.METRIC),
        ),
        (BASE, needing(Minimums(pilots=(PILOT,))), ("run", Place.PILOT)),
        (BASE, needing(VOTES), ("gates", Place.VOTES)),
        (BASE, needing(WAIVED), ("gates", Place.WAIVERS)),
    ],
)
def test_a_change_leads_to_what_is_behind_it(
    before: ProgramFacts, after: ProgramFacts, expected: tuple[str, Place]
) -> None:
    assert places(before, after) == [expected]


def test_a_change_of_the_method_leads_to_the_methods() -> None:
    assert {each.place for each in method_changes("0", "99")} == {Place.METHODS}
