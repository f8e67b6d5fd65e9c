"""Hand-offs between those who work on a case, as an event log shows them: how many, how long, and which went back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.pareto import SHARES, VitalFew, vital_few

Integers = NDArray[np.int64]
NOBODY = -1
NINETY_NEEDS = 10
"""From so many hand-offs on, one in ten is at least one."""
MICROSECONDS_IN_A_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Events:
    """Events in any order, of as many columns as there are events.

    case   number of the case
    actor  place in ``actors``; NOBODY where it is not known who did the step
    at     microseconds since 1970 in UTC; of equal ones the earlier in the log comes first
    """

    case: Integers
    actor: Integers
    at: Integers
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Days between the last event of the one and the first event of the other, over ``n`` hand-offs.

    median_days  half of them waited at most so long; None when there are none
    p90_days     nine of ten waited at most so long; None below NINETY_NEEDS
    """

    n: int
    median_days: float | None
    p90_days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days of a log that lie in one month; both belong to it."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfHandoffs:
    """What passed in one month, by the day on which it arrived."""

    days: Span
    handoffs: int
    straight_back: int
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoffs:
    """What passed from one actor to another.

    straight_back  hand-offs after which the case went back, from the other to the first, with its next hand-off
    months         those with a hand-off, in order
    """

    from_actor: str
    to_actor: str
    handoffs: int
    cases: int
    straight_back: int
    waiting: Waiting
    months: tuple[MonthOfHandoffs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHandoffs:
    """The hand-offs of a whole log.

    interfaces           the most used first, then by name
    straight_back        hand-offs that went straight back
    straight_back_cases  cases in which that happened at least once
    past_nobody          hand-offs with steps between them that nobody is named for
    unordered            events that stand in the log after a later one of the same case
    vital_70, vital_80   the fewest interfaces that make this share of the hand-offs; None when there are none
    months               the days from the first event to the last, by month; none when there is no event
    """

    interfaces: tuple[Handoffs, ...]
    handoffs: int
    straight_back: int
    straight_back_cases: int
    past_nobody: int
    unordered: int
    vital_70: VitalFew | None
    vital_80: VitalFew | None
    waiting: Waiting
    months: tuple[Span, ...]

    @property
    def days(self) -> Span | None:
        """From the first day with an event to the last; None when there is no event."""
        return Span(starts_on=self.months[0].starts_on, ends_on=self.months[-1].ends_on) if self.months else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passes:
    """One entry for each hand-off, in order of case and time.

    pair       number of who gave times the number of actors, plus number of who received
    month      place of the month in which it arrived
    waited     microseconds
    goes_back  whether the next hand-off of the case goes the other way
    """

    case: Integers
    pair: Integers
    month: Integers
    waited: Integers
    goes_back: NDArray[np.bool_]


def find_handoffs(events: Events, *, zone: tzinfo = UTC) -> LogHandoffs:
    """Every hand-off: two consecutive events of a case that different actors did.

    Events that nobody is named for are passed over: the case went from the last known actor to the next known one.

    zone    where the days begin
    source  METHODS 3 for the vital few
    """
    months = months_of(events.at, zone)
    order = np.lexsort((events.at, events.case))
    known = np.flatnonzero(events.actor[order] != NOBODY)
    in_order = order[known]
    actor, case = events.actor[in_order], events.case[in_order]
    last = np.flatnonzero((np.diff(actor) != 0) & (np.diff(case) == 0))
    begins = np.array([begin_of(month.starts_on, zone) for month in months], dtype=np.int64)
    passes = passes_after(last, events=events, in_order=in_order, begins=begins)
    interfaces = by_pair(passes, actors=events.actors, months=months)
    counts = {f"{each.from_actor}\t{each.to_actor}": each.handoffs for each in interfaces}
    return LogHandoffs(
        interfaces=interfaces,
        handoffs=len(last),
        straight_back=int(np.count_nonzero(passes.goes_back)),
        straight_back_cases=len(np.unique(passes.case[passes.goes_back])),
        past_nobody=int(np.count_nonzero(np.diff(known)[last] > 1)),
        unordered=unordered(events),
        vital_70=vital_few(counts, SHARES[0]),
        vital_80=vital_few(counts, SHARES[1]),
        waiting=waiting(passes.waited),
        months=months,
    )


def passes_after(last: Integers, *, events: Events, in_order: Integers, begins: Integers) -> Passes:
    """The hand-offs after these places of ``in_order``, which are the events with an actor by case and time.

    begins  when each month begins, in microseconds since 1970 in UTC
    """
    before, after = in_order[last], in_order[last + 1]
    giver, receiver = events.actor[before].astype(np.int64), events.actor[after].astype(np.int64)
    case = events.case[before]
    goes_back = np.zeros(len(last), dtype=np.bool_)
    # The next hand-off begins where this one ended, so that only its end has to be compared.
    goes_back[:-1] = (case[1:] == case[:-1]) & (receiver[1:] == giver[:-1])
    return Passes(
        case=case,
        pair=giver * len(events.actors) + receiver,
        month=np.searchsorted(begins, events.at[after], side="right") - 1,
        waited=events.at[after] - events.at[before],
        goes_back=goes_back,
    )


def by_pair(passes: Passes, *, actors: Sequence[str], months: Sequence[Span]) -> tuple[Handoffs, ...]:
    """The hand-offs of each ordered pair of actors, the most used first, then by name."""
    order = np.argsort(passes.pair, kind="stable")
    pairs, starts = np.unique(passes.pair[order], return_index=True)
    found = []
    for pair, places in zip(pairs.tolist(), np.split(order, starts[1:]), strict=False):
        giver, receiver = divmod(pair, len(actors))
        found.append(
            Handoffs(
                from_actor=actors[giver],
                to_actor=actors[receiver],
                handoffs=len(places),
                cases=len(np.unique(passes.case[places])),
                straight_back=int(np.count_nonzero(passes.goes_back[places])),
                waiting=waiting(passes.waited[places]),
                months=tuple(by_month(passes, places, months)),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.handoffs, each.from_actor, each.to_actor)))


def by_month(passes: Passes, places: Integers, months: Sequence[Span]) -> Iterator[MonthOfHandoffs]:
    """The hand-offs at these places by the month in which they arrived."""
    month = passes.month[places]
    for number in np.unique(month).tolist():
        here = places[month == number]
        yield MonthOfHandoffs(
            days=months[number],
            handoffs=len(here),
            straight_back=int(np.count_nonzero(passes.goes_back[here])),
            waiting=waiting(passes.waited[here]),
        )


def waiting(waited: Integers) -> Waiting:
    """How long the hand-offs took, in days; between two of them the value is interpolated."""
    n = len(waited)
    if not n:
        return Waiting(n=0, median_days=None, p90_days=None)
    median, ninety = np.quantile(waited, [0.5, 0.9]) / MICROSECONDS_IN_A_DAY
    return Waiting(n=n, median_days=float(median), p90_days=float(ninety) if n >= NINETY_NEEDS else None)


def unordered(events: Events) -> int:
    """Events that stand in the log directly after a later one of the same case."""
    as_written = np.argsort(events.case, kind="stable")
    is_earlier = np.diff(events.at[as_written]) < 0
    return int(np.count_nonzero(is_earlier & (np.diff(events.case[as_written]) == 0)))


def months_of(at: Integers, zone: tzinfo) -> tuple[Span, ...]:
    """The days from the first moment to the last, by calendar month; none without a moment."""
    if not len(at):
        return ()
    first, last = (datetime.fromtimestamp(int(moment) / 1_000_000, zone).date() for moment in (at.min(), at.max()))
    starts = [first]
    while (following := (starts[-1].replace(day=1) + timedelta(days=31)).replace(day=1)) <= last:
        starts.append(following)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return tuple(Span(starts_on=start, ends_on=end) for start, end in zip(starts, ends, strict=True))


def begin_of(day: date, zone: tzinfo) -> int:
    """Microseconds since 1970 in UTC at which the day begins in the zone."""
    return round(datetime.combine(day, time.min, zone).timestamp() * 1_000_000)
