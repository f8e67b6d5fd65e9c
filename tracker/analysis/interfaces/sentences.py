"""What the ranking says, in the words of a page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tracker.analysis.interfaces.results import (
    AnswerCoverage,
    ConcentrationVerdict,
    IncidentMeasure,
    IncidentTurn,
    RankedInterface,
    RankingBasis,
    RankingPeriod,
    VitalInterfaces,
)
from tracker.progress.words import count_words

OF_WHAT = {
    IncidentMeasure.MONEY: "the cost of incidents",
    IncidentMeasure.HOURS: "the hours lost to incidents",
    IncidentMeasure.COUNTS: "the incidents",
}


def percent_words(share: Decimal | float) -> str:
    """``80%``. Nearly all is never told as all."""
    percent = float(share) * 100
    return f"{min(round(percent), 99) if percent < 100 else 100}%"


def range_words(low: float, high: float) -> str:
    """``3`` or ``3 to 4``."""
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def few_sentence(few: VitalInterfaces, basis: RankingBasis) -> str:
    """``3 to 4 of 8 hand-offs make 80% of the cost of incidents``."""
    low, high = few.k.interval or (few.k.value or 0, few.k.value or 0)
    verb = "makes" if high == 1 else "make"
    return (
        f"{range_words(low, high)} of {few.of} hand-offs {verb} {percent_words(few.share)} of {OF_WHAT[basis.measure]}"
    )


def headline(
    few: VitalInterfaces,
    basis: RankingBasis,
    *,
    verdict: ConcentrationVerdict,
    top: tuple[RankedInterface, RankedInterface],
    is_provisional: bool,
) -> str:
    """What a manager needs first.

    top  the two largest
    """
    text = f"{few_sentence(few, basis)}; {largest_words(*top)}"
    if few.k.value == 1:
        text = f"One hand-off makes most of {OF_WHAT[basis.measure]}: {with_share(top[0])}"
    elif verdict is ConcentrationVerdict.SPREAD:
        low, high = few.k.interval or (few.k.value or 0, few.k.value or 0)
        share, what = percent_words(few.share), OF_WHAT[basis.measure]
        text = f"No few hand-offs stand out: it takes {range_words(low, high)} of {few.of} to make {share} of {what}"
        text = f"{text}; {largest_words(*top)}"
    return f"{from_words(basis)}{text[0].lower()}{text[1:]}." if is_provisional else f"{text}."


def from_words(basis: RankingBasis) -> str:
    """``From the 27 of 41 incidents whose cost is known, ``; ``From 27 incidents so far, `` where all are weighed."""
    known = {IncidentMeasure.MONEY: "whose cost is known", IncidentMeasure.HOURS: "whose lost hours are known"}
    if not basis.without or basis.measure not in known:
        return f"From {count_words(basis.counted, 'incident')} so far, "
    told = f"{basis.counted} of {count_words(basis.incidents, 'incident')}"
    return f"From the {told} {known[basis.measure]}, "


def largest_words(top: RankedInterface, second: RankedInterface) -> str:
    """``the largest is Procurement to Production (66%)``; of equals at the top it is one."""
    name = with_share(top)
    return f"one of the largest is {name}" if top.cost == second.cost else f"the largest is {name}"


def with_share(row: RankedInterface) -> str:
    """``Procurement to Production (66%)``."""
    return f"{row.from_function} to {row.to_function} ({percent_words(row.share or 0.0)})"


def provisional_words(counted: int, needed: int) -> str:
    """Why a ranking of few incidents is provisional."""
    return f"provisional: it rests on {count_words(counted, 'incident')}, and is firm from {needed} on"


def verdict_words(verdict: ConcentrationVerdict, few: Sequence[VitalInterfaces], *, is_sure: bool) -> str:
    """What the record says of the claim that 70 to 80% come from a small number of hand-offs."""
    parts = ", ".join(f"{percent_words(each.share)} from {each.k.value:.0f} of {each.of}" for each in few)
    if verdict is ConcentrationVerdict.CONCENTRATED:
        says = "holds here" if is_sure else "seems to hold here"
    else:
        says = f"{'does not hold' if is_sure else 'does not seem to hold'} here, there is no concentration"
    text = f"The claim that a few hand-offs make 70 to 80% {says}: {parts}."
    return text if is_sure else f"{text} The incidents so far do not settle it."


def coverage_words(coverage: AnswerCoverage) -> str:
    """``81 of 96 weekly answers given``."""
    if not coverage.expected:
        return "no weekly answers were asked for yet"
    return f"{coverage.reported} of {count_words(coverage.expected, 'weekly answer')} given"


def change_sentence(before: RankingPeriod, last: RankingPeriod, *, turn: IncidentTurn) -> str:
    """How the later half differs from the one before."""
    counts = f"{last.incidents} after {before.incidents}"
    if not last.incidents and not before.incidents:
        return (
            f"No incident is recorded in either half of the window; {coverage_words(last.coverage)} in the later one."
        )
    for period, which in ((before, "earlier"), (last, "later")):
        if not is_known(period):
            return f"Nothing is recorded of the {which} half of the window, so there is nothing to compare with."
    if turn is IncidentTurn.FEWER:
        text = f"Fewer incidents, {counts}"
    elif turn is IncidentTurn.MORE:
        text = f"More incidents, {counts}"
    elif turn is IncidentTurn.NO_CLEAR_CHANGE:
        text = f"No clear change in the number of incidents, {counts}"
    elif last.incidents < before.incidents:
        text = f"Fewer incidents, {counts}, but this is not called an improvement: {why_not_compared(before, last)}"
    else:
        text = f"Incidents {counts} are not compared: {why_not_compared(before, last)}"
    return f"{text}. {moved_words(set(before.uids), set(last.uids))}." if before.uids and last.uids else f"{text}."


def moved_words(before: set[str], last: set[str]) -> str:
    """Whether the vital few are others now."""
    if before == last:
        return "The vital few are the same"
    return "Other hand-offs are among the vital few now" if last - before else "Fewer hand-offs are the vital few now"


def is_known(period: RankingPeriod) -> bool:
    """Whether anything is recorded of the period: an incident, or the word of a function."""
    return bool(period.incidents or period.coverage.reported)


def why_not_compared(before: RankingPeriod, last: RankingPeriod) -> str:
    """Why silence may stand for what did not happen, or the other way round."""
    if last.coverage.share is None or before.coverage.share is None:
        return "in one of the two periods no function was asked"
    verb = "fewer" if last.coverage.share < before.coverage.share else "more"
    now, then = percent_words(last.coverage.share), percent_words(before.coverage.share)
    return f"{verb} weekly answers came in, {now} after {then}"
