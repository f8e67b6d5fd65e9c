"""One flow at a time, and results before the next (METHODS 1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.guard.changes import StructuralChange
from tracker.analysis.guard.question import Guarded, is_by
from tracker.analysis.guard.results import GuardPage, GuardPlace, GuardRule, GuardViolation
from tracker.analysis.guard.runs import CUT_OVER, place_of
from tracker.analysis.guard.seen import first_result
from tracker.progress.words import day_words

UNDER_WAY = ("pilot", "expanding")
EXPANDING = "expanding"
BEGUN = ("pilot", "expanding", "integrated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A flow is under way from ``since`` until before ``until``; None where the record has no day for it.

    is_dated  whether the first day is on record
    """

    since: date
    until: date | None
    place: GuardPlace
    is_dated: bool = True


def early_flows(record: Guarded, changes: tuple[StructuralChange, ...]) -> Iterator[GuardViolation]:
    """Flows that started, or expand, before the first results of the flow before them."""
    for flow in record.flows[1:]:
        before = record.flow_before(flow)
        if before is None:
            continue
        result = first_result(record, before, changes)
        seen_on = result.on if result else None
        started = next((each for each in record.started(flow)), None)
        if started is not None and started.started_on is not None:
            if seen_on is None or started.started_on < seen_on:
                yield early(flow, before, on=started.started_on, mended_on=seen_on, place=place_of(started))
        elif flow.state in BEGUN and seen_on is None:
            yield early(flow, before, on=None, mended_on=None, place=flow_place(flow))


def early(flow: Flow, before: Flow, *, on: date | None, mended_on: date | None, place: GuardPlace) -> GuardViolation:
    """One flow that did not wait for results."""
    how = "expands" if flow.state == EXPANDING and on is None else "was started"
    when = f" on {day_words(on)}" if on else ", on a day that is not on record,"
    return GuardViolation(
        rule=GuardRule.RESULTS_FIRST,
        on=on,
        gate="GR",
        flow=flow.uid,
        words=f"{flow.name} {how}{when} before {before.name} showed first results.",
        records=(place, flow_place(before)),
        mended_on=mended_on,
    )


def at_once(record: Guarded) -> Iterator[GuardViolation]:
    """Times in which two flows were under way, pair by pair."""
    stretches = {flow.uid: stretches_of(record, flow) for flow in record.flows}
    for one, other in combinations(record.flows, 2):
        for mine in stretches[one.uid]:
            for theirs in stretches[other.uid]:
                since = max(mine.since, theirs.since)
                until = min((each.until for each in (mine, theirs) if each.until is not None), default=None)
                if until is None or since < until:
                    yield together((one, other), (mine, theirs), since=since, until=until)


def together(
    flows: tuple[Flow, Flow], stretches: tuple[Stretch, Stretch], *, since: date, until: date | None
) -> GuardViolation:
    """Two flows that were under way at once."""
    is_dated = all(each.is_dated for each in stretches)
    names = " and ".join(each.name for each in flows)
    when = f"since {day_words(since)}" if is_dated else "since a day that is not on record"
    verb = f"are under way at once {when}" if until is None else f"were under way at once from {day_words(since)}"
    return GuardViolation(
        rule=GuardRule.ONE_FLOW,
        on=since if is_dated else None,
        gate="",
        flow=flows[1].uid,
        words=f"{names} {verb}: one flow at a time.",
        records=tuple(dict.fromkeys(each.place for each in stretches)),
        mended_on=until,
    )


def stretches_of(record: Guarded, flow: Flow) -> list[Stretch]:
    """When the flow was under way: by its parallel runs, and today where only its state says so."""
    found = [stretch_of(pilot, record.as_of) for pilot in record.started(flow)]
    joined = joined_stretches(found)
    if flow.state in UNDER_WAY and not any(each.until is None for each in joined):
        joined.append(Stretch(since=record.as_of, until=None, place=flow_place(flow), is_dated=False))
    return joined


def stretch_of(pilot: PilotFact, as_of: date) -> Stretch:
    """From its start to its cut-over, or to the decision that ended it otherwise; open while neither has come."""
    assert pilot.started_on is not None, "only runs that started are asked"
    end = pilot.cut_over_on if pilot.outcome == CUT_OVER else pilot.decided_on
    return Stretch(since=pilot.started_on, until=end if is_by(end, as_of) else None, place=place_of(pilot))


def joined_stretches(found: list[Stretch]) -> list[Stretch]:
    """Stretches of one flow that overlap or touch, as one; in order of their first day."""
    joined: list[Stretch] = []
    for each in sorted(found, key=lambda one: (one.since, one.until or date.max, one.place.uid)):
        last = joined[-1] if joined else None
        if last is None or (last.until is not None and last.until < each.since):
            joined.append(each)
        elif last.until is not None:
            until = None if each.until is None else max(last.until, each.until)
            joined[-1] = Stretch(since=last.since, until=until, place=last.place)
    return joined


def flow_place(flow: Flow) -> GuardPlace:
    return GuardPlace(page=GuardPage.FLOWS, label=f"Flow {flow.name}")
