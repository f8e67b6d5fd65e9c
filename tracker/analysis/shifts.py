"""How long the supply response took after a market shift, and where the days went (METHODS 1.9)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from tracker.analysis.facts.tradeoffs import ShiftFact
from tracker.progress.numbers import Gauge, Number

METHOD = "shift-response"
FEWEST = 3
"""Fewer answered shifts are listed and not summed up."""
FLOOR = "floor"
KNOWN = "known"
REPLANNED = "replanned"
SURE = 0.9
"""How sure the trend's interval is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody noted.

    what      known, replanned or floor
    function  uid of the function that knew or planned anew; empty for the floor
    """

    what: str
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """The days until the next day on which something happened, and all that happened on it."""

    on: date
    days: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftResponse:
    """One market shift.

    days        from the day it was visible until the floor changed; while it has not, the days so far
    hops        in order of their days; those of an answered shift add up to ``days``
    unanswered  uids of functions of which nobody noted that they planned anew
    """

    uid: str
    title: str
    flow: str
    visible_on: date
    is_open: bool
    days: int
    hops: tuple[Hop, ...]
    slowest: Hop | None
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowHop:
    """How many answered shifts spent most days until this."""

    event: Event
    shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftAnalysis:
    """All shifts of a program that were visible by the day, the oldest first.

    typical  median days of the answered shifts; degraded while an open one has already taken longer
    trend    days that each shift took longer than the one before it; negative is faster
    slow     where most days went, the most frequent first
    """

    responses: tuple[ShiftResponse, ...]
    typical: Number
    trend: Number
    slow: tuple[SlowHop, ...]


def analyze_shifts(shifts: Sequence[ShiftFact], *, as_of: date) -> ShiftAnalysis:
    """What the market shifts of one program tell, as known at the end of a day."""
    seen = sorted((each for each in shifts if each.visible_on <= as_of), key=lambda each: (each.visible_on, each.uid))
    responses = tuple(response_of(each, as_of=as_of) for each in seen)
    return ShiftAnalysis(
        responses=responses,
        typical=typical(responses),
        trend=trend(responses),
        slow=slow_hops(responses),
    )


def response_of(shift: ShiftFact, *, as_of: date) -> ShiftResponse:
    """One shift, with what was not yet known on the day left out."""
    hops = tuple(hops_of(shift, as_of=as_of))
    changed_on = shift.floor_changed_on
    is_open = changed_on is None or changed_on > as_of
    last = as_of if changed_on is None or is_open else changed_on
    return ShiftResponse(
        uid=shift.uid,
        title=shift.title,
        flow=shift.flow,
        visible_on=shift.visible_on,
        is_open=is_open,
        days=(last - shift.visible_on).days,
        hops=hops,
        slowest=max(hops, key=lambda hop: hop.days, default=None),
        unanswered=tuple(
            each.function for each in shift.responses if each.replanned_on is None or each.replanned_on > as_of
        ),
    )


def hops_of(shift: ShiftFact, *, as_of: date) -> Iterator[Hop]:
    """The days on which something happened after the shift was visible, each with the days since the one before it.

    Functions may work beside each other: a day belongs to what came next. What somebody knew before the market showed
    it took no time; what happened after the floor changed is no part of the response.
    """
    end = min(as_of, shift.floor_changed_on or as_of)
    noted: defaultdict[date, list[Event]] = defaultdict(list)
    for what in (KNOWN, REPLANNED):
        for each in shift.responses:
            on = each.known_on if what == KNOWN else each.replanned_on
            if on is not None and on <= end:
                noted[max(on, shift.visible_on)].append(Event(what=what, function=each.function))
    if shift.floor_changed_on is not None and shift.floor_changed_on <= as_of:
        noted[shift.floor_changed_on].append(Event(what=FLOOR))
    before = shift.visible_on
    for on, events in sorted(noted.items()):
        yield Hop(on=on, days=(on - before).days, events=tuple(events))
        before = on


def typical(responses: Sequence[ShiftResponse]) -> Number:
    """The median of the answered shifts, in days."""
    answered = [each.days for each in responses if not each.is_open]
    gauge = Gauge(METHOD, "days", len(answered))
    if len(answered) < FEWEST:
        return gauge.insufficient(missing(len(answered)))
    middle = float(median(answered))
    slower = sum(each.is_open and each.days > middle for each in responses)
    if slower:
        verb = "shift has" if slower == 1 else "shifts have"
        return gauge.degraded(middle, f"{slower} open {verb} already taken longer, so the true figure is higher")
    return gauge.value(middle)


def trend(responses: Sequence[ShiftResponse]) -> Number:
    """The middle slope between all pairs of answered shifts (Theil and Sen), in days a shift."""
    from scipy.stats import theilslopes  # A worker of the web server that never asks this is spared the memory.

    answered = [each.days for each in responses if not each.is_open]
    gauge = Gauge(METHOD, "days", len(answered))
    if len(answered) < FEWEST + 1:
        return gauge.insufficient(f"a trend needs {FEWEST + 1} answered shifts, {len(answered)} are recorded")
    slope, _, low, high = theilslopes(answered, range(len(answered)), alpha=SURE)
    return gauge.between(float(slope), float(low), float(high))


def slow_hops(responses: Sequence[ShiftResponse]) -> tuple[SlowHop, ...]:
    """The slowest hops of the answered shifts, counted."""
    hops = [each.slowest for each in responses if not each.is_open and each.slowest is not None]
    counted = Counter(event for hop in hops for event in hop.events)
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0].what, each[0].function))
    return tuple(SlowHop(event=event, shifts=count) for event, count in ranked)


def missing(answered: int) -> str:
    """What is not there yet, and who has it."""
    return (
        f"{FEWEST} answered shifts are needed and {answered or 'none'} "
        f"{'is' if answered == 1 else 'are'} recorded; the PMO records them"
    )
