"""Whether the vital few of the later half of the window are those of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.facts.interfaces import Incident
from tracker.analysis.interfaces.reported_weeks import ReportedWeeks
from tracker.analysis.interfaces.results import METHOD, IncidentTurn, RankingChange, RankingPeriod
from tracker.analysis.interfaces.sentences import change_sentence, is_known
from tracker.analysis.interfaces.worth import Worth, from_hundredths
from tracker.analysis.pareto import SHARES, vital_few
from tracker.progress.numbers import Gauge, Number

BY_CHANCE = 0.10
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Two spans of equally many days that follow each other; the later one ends with the window."""

    before: tuple[date, date]
    last: tuple[date, date]


def halves(ends_on: date, days: int) -> Halves:
    """The later and the earlier half of a window; of an odd number of days the first stays out."""
    half = timedelta(days=days // 2)
    return Halves(before=(ends_on - 2 * half + DAY, ends_on - half), last=(ends_on - half + DAY, ends_on))


def change_of(incidents: Sequence[Incident], worth: Worth, weeks: ReportedWeeks, *, spans: Halves) -> RankingChange:
    """The later half beside the one before, by the measure of the whole window."""
    period = period_maker(incidents, worth, weeks)
    before, last = period(spans.before), period(spans.last)
    both = bool(before.uids and last.uids)
    stayed = tuple(uid for uid in last.uids if uid in before.uids)
    entered = tuple(uid for uid in last.uids if both and uid not in before.uids)
    left = tuple(uid for uid in before.uids if both and uid not in last.uids)
    chance = chance_of(before.incidents, last.incidents)
    turn = turn_of(before, last, chance)
    return RankingChange(
        before=before,
        last=last,
        entered=entered,
        left=left,
        stayed=stayed,
        turn=turn,
        chance=chance,
        sentence=change_sentence(before, last, turn=turn),
    )


def period_maker(
    incidents: Sequence[Incident], worth: Worth, weeks: ReportedWeeks
) -> Callable[[tuple[date, date]], RankingPeriod]:
    """What makes a period of a span of days."""

    def period(span: tuple[date, date]) -> RankingPeriod:
        first, last = span
        happened = [each for each in incidents if first <= each.happened_on <= last]
        sums: dict[str, int] = {}
        numbers: dict[str, int] = {}
        for each in happened:
            numbers[each.interface] = numbers.get(each.interface, 0) + 1
            if each.uid in worth.hundredths:
                sums[each.interface] = sums.get(each.interface, 0) + worth.hundredths[each.uid]
        few = vital_few(sums, SHARES[-1], counts=numbers)
        return RankingPeriod(
            starts_on=first,
            ends_on=last,
            incidents=len(happened),
            counted=sum(each.uid in worth.hundredths for each in happened),
            cost=from_hundredths(sum(sums.values())),
            uids=few.keys if few else (),
            coverage=weeks.between(first, last),
        )

    return period


def chance_of(before: int, last: int) -> Number:
    """How likely two equally long periods of the same rate differ at least so much: an exact binomial test."""
    gauge = Gauge(METHOD, "ratio", before + last)
    if not before + last:
        return gauge.insufficient("no incident in either period")
    from scipy.stats import binomtest  # A worker of the web server that never asks this is spared the memory.

    return gauge.value(float(binomtest(last, before + last, 0.5).pvalue))


def turn_of(before: RankingPeriod, last: RankingPeriod, chance: Number) -> IncidentTurn:
    """Fewer or more only when chance hardly explains it, and when silence cannot.

    A fall while fewer answered, or a rise while more did, may be a change of answers alone.
    """
    if chance.value is None or not is_known(before) or not is_known(last):
        return IncidentTurn.NOT_COMPARABLE
    if chance.value >= BY_CHANCE:
        return IncidentTurn.NO_CLEAR_CHANGE
    then, now = before.coverage.share, last.coverage.share
    fell = last.incidents < before.incidents
    if then is None or now is None or (fell and now < then) or (not fell and now > then):
        return IncidentTurn.NOT_COMPARABLE
    return IncidentTurn.FEWER if fell else IncidentTurn.MORE
