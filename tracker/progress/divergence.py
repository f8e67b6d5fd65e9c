"""Where people's word stood against the computed statuses, day by day, from what was stored then (METHODS 1.7).

Nothing is worked out anew: a past day says what it said. Delivery and Result are each compared, never merged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.progress.numbers import Gauge, Number
from tracker.progress.results import Status
from tracker.progress.words import count_words, share_words

WEEKS = 13
"""So far back people look: a quarter. A difference that is older is told as longer than that."""
METHOD = "divergence"
WEEK = timedelta(days=7)
NO_WEEK = "in none of these weeks were both known"
TOLD_IN_WEEKS = 14
"""Days from which a time is told in weeks."""
BADNESS = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


class Stands(StrEnum):
    """Where the reported status stands against a computed one; unknown while either of the two is not known."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDay:
    """What was stored for one day; ``known_on`` is later where the day was filled in afterwards.

    reported     in force on the day, whenever it was said
    contradicted the dates said late while people said green: all there is without a sequence
    result       None where no analysis of the day is kept
    """

    as_of: date
    known_on: date
    reported: Status
    delivery: Status
    contradicted: bool = False
    result: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDay:
    """Both words of one day, and where the reported one stood; ``result`` is None where none is kept."""

    as_of: date
    known_on: date
    reported: Status
    delivery: Status
    against_delivery: Stands
    result: Status | None
    against_result: Stands


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWeek:
    """Seven days, told by the last of them that was stored; ``day`` is None where none was.

    result_day  the last day of the week of which a Result is kept; another one than ``day`` where that has none
    """

    ends_on: date
    day: ComparedDay | None
    result_day: ComparedDay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedReport:
    """A status that was reported, and what was computed on that day; ``day`` is None where the day was not stored."""

    reported_on: date
    status: Status
    day: ComparedDay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """People's word against one computed status.

    stands    on the newest day
    reported, computed  the two words of that day
    since     first day from which on the two differed in this direction without a break; None while they do not
    days      from ``since`` to the newest day
    is_older  it may have begun before: nothing older was looked at, or none of the week before is kept
    is_steady both colors were the same all that time
    agreed    weeks in which the two were the same color
    share     agreed weeks of those in which both were known, which ``n`` counts
    sentence  that the two differ, and since when; empty while they do not
    agreement ``Same color in 5 of 12 weeks.``; empty where both were never known
    """

    stands: Stands
    reported: Status
    computed: Status | None
    since: date | None
    days: int | None
    is_older: bool
    is_steady: bool
    agreed: int
    share: Number
    sentence: str
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """The reported status against Delivery and against Result over the weeks before ``as_of``.

    weeks    oldest first, each of seven days, the last of which is ``as_of``
    reports  that were made in these weeks, oldest first
    """

    as_of: date
    first_day: date
    delivery: Against
    result: Against
    weeks: tuple[ComparedWeek, ...]
    reports: tuple[ComparedReport, ...]


def stands(reported: Status, computed: Status | None) -> Stands:
    """Where the reported color stands: better than the computed one is more hopeful."""
    if computed is None or Status.GREY in (reported, computed):
        return Stands.UNKNOWN
    if reported is computed:
        return Stands.SAME
    return Stands.BETTER if BADNESS[reported] < BADNESS[computed] else Stands.WORSE


def first_day_of(as_of: date) -> date:
    """The first day that is looked at."""
    return as_of - WEEKS * WEEK + timedelta(days=1)


def read_divergence(
    stored: Sequence[StoredDay], reports: Sequence[tuple[date, Status]], *, as_of: date
) -> Divergence | None:
    """The comparison up to ``as_of``; None when that day is not stored.

    stored   any order, one for each day; days outside of the weeks are left out
    reports  day and color of each reported status; grey where it gave none
    """
    first = first_day_of(as_of)
    days = [_compared(each) for each in sorted(stored, key=lambda day: day.as_of) if first <= each.as_of <= as_of]
    if not days or days[-1].as_of != as_of:
        return None
    weeks = tuple(_week(days, ends_on=as_of - number * WEEK) for number in reversed(range(WEEKS)))
    by_day = {day.as_of: day for day in days}
    made = sorted((each for each in reports if first <= each[0] <= as_of), key=lambda each: each[0])
    return Divergence(
        as_of=as_of,
        first_day=first,
        delivery=_against(days, DELIVERY, [week.day for week in weeks]),
        result=_against(days, RESULT, [week.result_day for week in weeks]),
        weeks=weeks,
        reports=tuple(ComparedReport(reported_on=on, status=status, day=by_day.get(on)) for on, status in made),
    )


def _compared(day: StoredDay) -> ComparedDay:
    """Both directions of one day. Without a Delivery the dates speak, which can only contradict."""
    against = stands(day.reported, day.delivery)
    if against is Stands.UNKNOWN and day.contradicted:
        against = Stands.BETTER
    return ComparedDay(
        as_of=day.as_of,
        known_on=day.known_on,
        reported=day.reported,
        delivery=day.delivery,
        against_delivery=against,
        result=day.result,
        against_result=stands(day.reported, day.result),
    )


def _week(days: Sequence[ComparedDay], *, ends_on: date) -> ComparedWeek:
    inside = [day for day in days if ends_on - WEEK < day.as_of <= ends_on]
    with_result = [day for day in inside if day.result is not None]
    return ComparedWeek(
        ends_on=ends_on,
        day=inside[-1] if inside else None,
        result_day=with_result[-1] if with_result else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The newest days in which the direction is the same; ``is_older`` as in ``Against``."""

    days: Sequence[ComparedDay] = ()
    is_older: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """How one computed status is read from a day, and what it rests on, in words."""

    source: str
    read: Callable[[ComparedDay], tuple[Stands, Status | None]]


DELIVERY = _Side("the record", lambda day: (day.against_delivery, day.delivery))
RESULT = _Side("the results", lambda day: (day.against_result, day.result))


def _against(days: Sequence[ComparedDay], side: _Side, weeks: Sequence[ComparedDay | None]) -> Against:
    """One computed status: the running difference, and the share of weeks in which both were the same."""
    newest = days[-1]
    standing, computed = side.read(newest)
    differs = standing in (Stands.BETTER, Stands.WORSE)
    run = _run(days, side) if differs else _Run()
    told = [side.read(day) for day in weeks if day is not None]
    known = [direction for direction, color in told if direction is not Stands.UNKNOWN and color is not Status.GREY]
    agreed, gauge = known.count(Stands.SAME), Gauge(METHOD, "ratio", len(known))
    return Against(
        stands=standing,
        reported=newest.reported,
        computed=computed,
        since=run.days[0].as_of if differs else None,
        days=(newest.as_of - run.days[0].as_of).days if differs else None,
        is_older=run.is_older,
        is_steady=_is_steady(run, side),
        agreed=agreed,
        share=gauge.value(agreed / len(known)) if known else gauge.insufficient(NO_WEEK),
        sentence=_sentence(newest, run, side) if differs else "",
        agreement=_agreement(agreed, len(known)),
    )


def _run(days: Sequence[ComparedDay], side: _Side) -> _Run:
    """The newest days without a break in which the direction is that of the newest.

    Days that are not stored break nothing while at least one of each week is there; a day on which either status was
    unknown does.
    """
    kept = [day for day in days if side.read(day)[1] is not None]
    direction, _ = side.read(kept[-1])
    run: list[ComparedDay] = []
    for day in reversed(kept):
        if side.read(day)[0] is not direction:
            return _Run(days=run[::-1])
        if run and run[-1].as_of - day.as_of > WEEK:
            return _Run(days=run[::-1], is_older=True)
        run.append(day)
    begins = first_day_of(days[-1].as_of) + WEEK
    is_first = run[-1] is days[0] and len(days) > 1
    return _Run(days=run[::-1], is_older=run[-1].as_of < begins or not is_first)


def _is_steady(run: _Run, side: _Side) -> bool:
    return len({(day.reported, side.read(day)[1]) for day in run.days}) <= 1


def _sentence(newest: ComparedDay, run: _Run, side: _Side) -> str:
    """``Reported green for 6 weeks while the record says amber.``"""
    standing, computed = side.read(newest)
    lasts, says = _time(run, newest), "say" if side is RESULT else "says"
    if computed is None or computed is Status.GREY:
        return f"Reported {newest.reported.value}{lasts} while the dates say late."
    if _is_steady(run, side):
        return f"Reported {newest.reported.value}{lasts} while {side.source} {says} {computed.value}."
    return f"Reported {standing.value} than {side.source}{lasts}."


def _time(run: _Run, newest: ComparedDay) -> str:
    """`` today``, `` for 9 days``, `` for 12 weeks or more``; empty where one day alone says nothing of it."""
    days = (newest.as_of - run.days[0].as_of).days
    if days == 0:
        return "" if run.is_older else " today"
    said = count_words(days // WEEK.days, "week") if days >= TOLD_IN_WEEKS else count_words(days, "day")
    return f" for {said}{' or more' if run.is_older else ''}"


def _agreement(agreed: int, known: int) -> str:
    """How often the two were the same color; empty where both were never known."""
    if not known:
        return ""
    if not agreed:
        return f"Same color in 0 of {count_words(known, 'week')}."
    return f"Same color in {share_words(agreed, known, 'week')}."
