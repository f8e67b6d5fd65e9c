"""What happened out of the order of the change, each with its day and the records it rests on (METHODS 1.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.analysis.facts.change_load import FunctionWeek
from tracker.analysis.facts.constraints import Flow
from tracker.analysis.facts.plan import PlannedWork
from tracker.analysis.guard.changes import StructuralChange, decided_by
from tracker.analysis.guard.flow_order import at_once, early_flows
from tracker.analysis.guard.locked import held_on, metrics_locked_since
from tracker.analysis.guard.question import Guarded, is_by
from tracker.analysis.guard.results import GuardPage, GuardPlace, GuardRule, GuardViolation
from tracker.analysis.guard.runs import place_of
from tracker.analysis.rights.case import decides_alone
from tracker.analysis.rights.standing import standing_on
from tracker.progress.words import and_words, count_words, day_words, sentence

SYSTEM_GO_LIVE = "system_go_live"
WEEK = timedelta(weeks=1)


def violations_of(record: Guarded, changes: tuple[StructuralChange, ...]) -> tuple[GuardViolation, ...]:
    """Every violation, newest first; those that the record does not date stand before all others."""
    found = [
        *changes_before_metrics(record, changes),
        *early_flows(record, changes),
        *at_once(record),
        *systems_before_authority(record, changes),
        *out_of_order(record),
        *overloads(record),
    ]
    return tuple(sorted(found, key=newest_first))


def newest_first(each: GuardViolation) -> tuple[int, str, str]:
    """By day, the newest first; then by rule and words."""
    return -(each.on or date.max).toordinal(), each.rule.value, each.words


def changes_before_metrics(record: Guarded, changes: tuple[StructuralChange, ...]) -> Iterator[GuardViolation]:
    """Process changes in a flow while its shared metrics were not locked."""
    for flow in record.flows:
        own = [each for each in changes if each.flow == flow.uid]
        happened = [(each.on, each.words, each.place) for each in own]
        for pilot in record.pilots_of(flow):
            place = place_of(pilot)
            happened += [
                (on, f"{pilot.name} {what}", place)
                for on, what in ((pilot.started_on, "was started"), (pilot.cut_over_on, "was cut over"))
                if on is not None and on <= record.as_of
            ]
        locked_since = metrics_locked_since(record, flow)
        for on, words, place in happened:
            if not held_on(record, flow, on):
                yield metrics_first(flow, on=on, words=words, place=place, locked_since=locked_since)


def metrics_first(flow: Flow, *, on: date, words: str, place: GuardPlace, locked_since: date | None) -> GuardViolation:
    """One process change that came too early."""
    return GuardViolation(
        rule=GuardRule.METRICS_FIRST,
        on=on,
        gate="G2",
        flow=flow.uid,
        words=sentence(f"{words} on {day_words(on)}, before the shared metrics of {flow.name} were locked"),
        records=(place, GuardPlace(page=GuardPage.METRICS, label="Metrics")),
        mended_on=max(locked_since, on) if locked_since else None,
    )


def systems_before_authority(record: Guarded, changes: tuple[StructuralChange, ...]) -> Iterator[GuardViolation]:
    """Systems that went live before the metrics were locked and authority was where it belongs in their flow."""
    flows = {each.uid: each for each in record.flows}
    for work in record.facts.plan.work:
        flow = flows.get(work.flow) or record.first
        if work.kind != SYSTEM_GO_LIVE or work.accepted_on is None or work.accepted_on > record.as_of or flow is None:
            continue
        on = work.accepted_on
        moved = next((each.on for each in changes if each.is_authority and each.flow == flow.uid), None)
        has_authority = is_by(moved, on) or is_in_right_hands(record, flow, on)
        has_metrics = held_on(record, flow, on)
        if not (has_authority and has_metrics):
            locked = on if has_metrics else metrics_locked_since(record, flow)
            right = on if has_authority else right_since(record, flow, moved)
            yield system_first(work, flow, lacks=(has_metrics, has_authority), mended_on=later(locked, right))


def right_since(record: Guarded, flow: Flow, moved: date | None) -> date | None:
    """The day from which authority is where it belongs: of a move, or today where no move was needed."""
    return moved or (record.as_of if is_in_right_hands(record, flow, record.as_of) else None)


def later(*days: date | None) -> date | None:
    """The last of the days; None while one has not come."""
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None


def is_in_right_hands(record: Guarded, flow: Flow, day: date) -> bool:
    """Whether every decision on what was on record as the constraint was made by its controller alone that day.

    False while no constraint was on record, or no decision commits it.
    """
    episode = next(
        (
            each
            for each in flow.episodes
            if each.identified_on <= day and (each.ended_on is None or day <= each.ended_on)
        ),
        None,
    )
    standing = standing_on(day, record.facts.rights)
    resource = standing.resources.get(episode.resource_uid) if episode else None
    if resource is None:
        return False
    rights = [each for each in standing.rights() if resource.uid in each.resources and each.flow in ("", flow.uid)]
    decided = [each for each in rights if decided_by(each, day)]
    controller = standing.controller(resource)
    return bool(decided) and all(decides_alone(standing.deciders(each), controller) for each in decided)


def system_first(work: PlannedWork, flow: Flow, *, lacks: tuple[bool, bool], mended_on: date | None) -> GuardViolation:
    """One system that automates the present coordination failure.

    lacks  whether the metrics were locked, and whether authority had moved
    """
    assert work.accepted_on is not None, "only what was accepted is judged"
    reasons = [
        words
        for there, words in zip(lacks, ("its shared metrics were locked", "its authority had moved"), strict=True)
        if not there
    ]
    return GuardViolation(
        rule=GuardRule.SYSTEM_LAST,
        on=work.accepted_on,
        gate="G2" if not lacks[0] else "",
        flow=flow.uid,
        words=(
            f"“{work.name}” went live on {day_words(work.accepted_on)} in {flow.name} before {and_words(reasons)}: "
            "it automates the present coordination failure."
        ),
        records=(GuardPlace(page=GuardPage.PLAN, label=work.name, uid=work.uid),),
        mended_on=mended_on,
    )


def out_of_order(record: Guarded) -> Iterator[GuardViolation]:
    """Work accepted for a gate while an earlier one was open."""
    sequence = record.facts.plan.sequence
    passed = {each.code: each.passed_on for each in sequence.gates} if sequence else {}
    for item in sequence.out_of_order if sequence else ():
        on = item.accepted_on
        passed_on = passed.get(item.open_gate)
        yield GuardViolation(
            rule=GuardRule.GATE_ORDER,
            on=on,
            gate=item.open_gate,
            flow="",
            words=f"“{item.name}” was accepted for {item.gate} on {day_words(on)} while {item.open_gate} was open.",
            records=(GuardPlace(page=GuardPage.PLAN, label=item.name, uid=item.uid),),
            mended_on=passed_on if passed_on is not None and passed_on > on else None,
        )


def overloads(record: Guarded) -> Iterator[GuardViolation]:
    """Weeks in which a function carried more than the limit, over all programs."""
    limit = record.facts.policy.change_load
    for week in record.facts.load:
        if week.total > limit and week.week_starts_on <= record.as_of:
            yield overload(record, week, limit=limit)


def overload(record: Guarded, week: FunctionWeek, *, limit: int) -> GuardViolation:
    """One week of a function; other programs are counted and not named."""
    end = week.week_starts_on + WEEK
    parts = [
        (week.pilots, count_words(week.pilots, "parallel run")),
        (week.cut_overs, count_words(week.cut_overs, "cut-over")),
        (week.due, f"{count_words(week.due, 'milestone')} due"),
    ]
    carried = and_words(words for count, words in parts if count)
    return GuardViolation(
        rule=GuardRule.CHANGE_LOAD,
        on=week.week_starts_on,
        gate="",
        flow="",
        words=(
            f"{record.function(week.function)} carried {carried} in the week of {day_words(week.week_starts_on)}, "
            f"in {count_words(week.programs, 'program')}: {week.total}, and the limit is {limit}."
        ),
        records=(GuardPlace(page=GuardPage.PLAN, label="Plan of this program"),),
        mended_on=end if end <= record.as_of else None,
    )
