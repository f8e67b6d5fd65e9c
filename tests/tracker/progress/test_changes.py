"""Why two snapshots differ, in plain sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.tracker.progress.builders import accepted, forecasts, make_baseline, make_facts, make_gates, make_item, on
from tracker.progress.changes import explain
from tracker.progress.drivers import list_drivers
from tracker.progress.facts import (
    Cost,
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
from tracker.progress.results import Driver

BASE = make_facts(
    **{**make_gates(("G0",)), "items": (*make_gates(("G0",))["items"], make_item("pilot", name="Pilot protocol"))},
    baselines=(make_baseline({"G0": 10, "pilot": 60}),),
)
GREEN = ReportedStatus(reported_on=on(10), status="green")


def pilot(**given: object) -> ProgramFacts:
    """BASE with its milestone changed."""
    return replace(BASE, items=(BASE.items[0], replace(BASE.items[1], **given)))  # type: ignore[arg-type]


def cost(amount: str | None, day: int = 10, **given: str) -> Cost:
    """A whole-life forecast in GBP."""
    value = None if amount is None else Decimal(amount)
    return Cost(kind="forecast", scope="whole_life", stated_on=on(day), amount=value, currency="GBP", **given)


def drivers(facts: ProgramFacts, day: int) -> tuple[Driver, ...]:
    """The inputs known on a day."""
    return list_drivers(Record.of(facts), on(day))


def told(before: ProgramFacts, after: ProgramFacts, *days: int) -> list[str]:
    """Sentences from a snapshot on the first day to one on the last."""
    first, last = (*days, 20)[0], (*days, 20)[-1 if len(days) < 2 else 1]
    changes = explain(drivers(before, first), drivers(after, last))
    return [change.sentence for change in changes]


METRIC = MetricMinimum(uid="metric", name="Expediting cost", period="week", readings_needed=6)
PILOT = PilotMinimum(
    uid="run", name="Direct drop", period="week", burn_in_periods=1, minimum_periods=8, started_on=on(0)
)


def needing(*metrics: MetricMinimum, **given: Any) -> ProgramFacts:
    """BASE with something that its gates need at the least."""
    return replace(BASE, minimums=Minimums(metrics=metrics, **given))


def test_what_is_looked_at_for_the_first_time_is_no_change() -> None:
    assert told(BASE, needing(METRIC)) == []
    assert told(needing(METRIC), BASE) == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (BASE, pilot(acceptances=accepted(15)), "Pilot protocol was accepted on 17 March 2026."),
        (pilot(acceptances=accepted(15)), BASE, "Pilot protocol no longer counts as accepted."),
        (
            pilot(forecasts=forecasts((1, 60))),
            pilot(forecasts=forecasts((1, 60), (5, 72))),
            "Pilot protocol is expected on 13 May 2026, 12 days later than before.",
        ),
        (
            BASE,
            pilot(forecasts=forecasts((1, 60))),
            "Pilot protocol is expected on 1 May 2026, its first forecast.",
        ),
        (pilot(forecasts=forecasts((1, 60))), BASE, "Pilot protocol has no forecast any more."),
        (BASE, pilot(removed_on=on(9)), "Pilot protocol was taken out of the program on 11 March 2026."),
        (pilot(removed_on=on(9)), BASE, "Pilot protocol is back in the program."),
        (BASE, pilot(started_on=on(9)), "Pilot protocol started on 11 March 2026."),
        (BASE, pilot(owner="Procurement"), "Pilot protocol belongs to Procurement."),
        (BASE, pilot(name="Trial protocol"), "Pilot protocol is now called Trial protocol."),
        (BASE, pilot(predecessors=("G0",)), "Pilot protocol has another place in the sequence."),
        (BASE, replace(BASE, items=BASE.items[:1]), "Pilot protocol is no longer in the record."),
        (replace(BASE, items=BASE.items[:1]), BASE, "Pilot protocol is new."),
        (BASE, replace(BASE, start_on=on(1)), "Alpha now starts on 3 March 2026."),
        (BASE, replace(BASE, start_on=None), "Alpha lost its start date."),
        (BASE, replace(BASE, follows_sequence=False), "Alpha no longer follows the implementation sequence."),
        (BASE, replace(BASE, gates=()), "The gates of the program were set up differently."),
        (
            BASE,
            replace(BASE, thresholds=Thresholds(version=1, spi_amber=Decimal("0.80"))),
            "Policy: spi amber is now 0.8, it was 0.85.",
        ),
        (BASE, replace(BASE, statuses=(GREEN,)), "The first status was reported: green."),
        (
            replace(BASE, statuses=(GREEN,)),
            replace(BASE, statuses=(GREEN, ReportedStatus(reported_on=on(12), status="red", reason="Supplier lost"))),
            "The reported status went from green to red on 14 March 2026: Supplier lost.",
        ),
        (
            replace(BASE, statuses=(GREEN,)),
            replace(BASE, statuses=(replace(GREEN, reported_on=on(12)),)),
            "The status was reported again as green on 14 March 2026.",
        ),
        (BASE, replace(BASE, costs=(cost("1200000"),)), "Forecast cost, whole life was stated: 1,200,000 GBP."),
        (
            replace(BASE, costs=(cost("1200000.50"),)),
            replace(BASE, costs=(cost("1500000"),)),
            "Forecast cost, whole life is now 1,500,000 GBP, it was 1,200,000.5 GBP.",
        ),
        (
            replace(BASE, costs=(cost("5"),)),
            replace(BASE, costs=(cost(None, withheld_reason="Exempt"),)),
            "Forecast cost, whole life is now withheld (Exempt), it was 5 GBP.",
        ),
        (
            replace(BASE, costs=(cost("5"),)),
            replace(BASE, costs=(cost("5", 12),)),
            "Forecast cost, whole life was stated again on 14 March 2026: 5 GBP.",
        ),
        (needing(METRIC), needing(replace(METRIC, first_on=on(0))), "Expediting cost: read from 2 March 2026."),
        (
            needing(METRIC),
            needing(replace(METRIC, locked_on=on(9))),
            "Expediting cost: baseline locked 11 March 2026.",
        ),
        (needing(), needing(pilots=(PILOT,)), "Direct drop started on 2 March 2026."),
        (
            needing(pilots=(PILOT,)),
            needing(pilots=(replace(PILOT, pairs=(on(7),)),)),
            "Direct drop: 1 pair of readings, it was 0.",
        ),
        (
            needing(),
            needing(votes=(VoteWeek(flow_uid="flow", week_starts_on=on(7), votes=3),)),
            "Gates: 3 votes on what limits a flow, it was 0.",
        ),
        (
            needing(),
            needing(waivers=(GateWaiver(gate="G2", granted_on=on(7), ends_on=on(30)),)),
            "Gates that may be passed over: G2.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_change_is_one_sentence(before: ProgramFacts, after: ProgramFacts, sentence: str) -> None:
    assert told(before, after) == [sentence]


def test_nothing_changed_is_nothing_to_say() -> None:
    assert told(BASE, BASE) == []


def test_the_passing_of_time_alone_changes_no_input() -> None:
    assert told(BASE, BASE, 20, 27) == []


def test_a_new_plan_is_told_with_its_reason_and_what_it_moved() -> None:
    second = make_baseline({"G0": 10, "pilot": 80}, number=2, locked=15, reason="Supplier strike")

    sentences = told(BASE, replace(BASE, baselines=(*BASE.baselines, second)))

    assert sentences == [
        "Baseline 2 was locked on 17 March 2026 with 2 items: Supplier strike.",
        "Pilot protocol is planned for 21 May 2026, 20 days later than before.",
    ]


def test_other_weights_in_a_new_plan_are_told() -> None:
    heavier = make_baseline({"G0": 10, "pilot": 60}, number=2, locked=15, weights={"pilot": "2.50"})

    sentences = told(BASE, replace(BASE, baselines=(*BASE.baselines, heavier)))

    assert sentences[1:] == ["Pilot protocol weighs 2.5 in the plan, it was 1."]


def test_a_baseline_that_is_not_what_it_was_is_told() -> None:
    tampered = replace(BASE, baselines=(make_baseline({"G0": 10}),))

    assert "Baseline 1 is not what it was." in told(BASE, tampered)


def test_changes_come_in_the_order_in_which_people_ask() -> None:
    after = replace(pilot(acceptances=accepted(15)), statuses=(GREEN,), costs=(cost("5"),))

    changes = explain(drivers(BASE, 14), drivers(after, 20))

    assert [change.kind for change in changes] == ["item", "status", "cost"]
    assert (changes[0].uid, changes[0].label) == ("pilot", "Pilot protocol")


def test_drivers_stand_in_a_total_order_and_hold_text_alone() -> None:
    found = drivers(replace(BASE, statuses=(GREEN,), costs=(cost("5"),)), 20)

    assert list(found) == sorted(found, key=lambda driver: (driver.kind, driver.uid))
    assert {driver.kind for driver in found} == {
        "program", "policy", "baseline", "gate", "item", "minimum", "status", "cost",
    }  # fmt: skip
    assert all(isinstance(text, str) for driver in found for pair in driver.fields for text in pair)
