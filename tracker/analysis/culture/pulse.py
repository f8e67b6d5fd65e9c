"""The pulse: favorable shares with their intervals, and nothing of a group that stays hidden (METHODS 8).

Which groups are hidden was decided before: their scores are not among the facts. Nothing here adds up other parts of
the people than those that are shown, so nothing more can be reckoned back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean

from tracker.analysis.culture.policy import ALPHA_NEEDED, HALF, CulturePolicy
from tracker.analysis.culture.results import METHOD, PulseRound, PulseShare
from tracker.analysis.culture.shares import cronbach_alpha, newcombe, wilson
from tracker.analysis.facts.culture import PulseCell, PulseWave
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.periods import add_months
from tracker.progress.words import day_words

TOP_TWO = 4
"""The two highest of the five answers are favorable."""
HIDDEN = "too few people answered, or others could be reckoned back from it"
FEW_ANSWERED = "fewer than half of the people asked answered"
APART = "the statements do not hang together in this wave, so their answers are not added up"
UNTOLD = "whether the statements hang together cannot be told, because everybody's answers add up to the same"

Scores = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Adding:
    """Whether answers to several statements may be added up; ``reason`` says why not."""

    alpha: Number

    @property
    def reason(self) -> str:
        if self.alpha.value is None:
            return self.alpha.reason
        return "" if self.alpha.value >= ALPHA_NEEDED else APART


def rounds_of(waves: Sequence[PulseWave], *, as_of: date) -> tuple[PulseRound, ...]:
    """The waves that were closed by the day, oldest first."""
    closed = sorted((each for each in waves if each.closed_on <= as_of), key=lambda each: (each.closed_on, each.wave))
    return tuple(round_of(now, before) for now, before in zip(closed, [None, *closed], strict=False))


def round_of(now: PulseWave, before: PulseWave | None) -> PulseRound:
    """One wave beside the one before it."""
    adding = Adding(alpha_of(now.everybody))
    adding_before = Adding(alpha_of(before.everybody)) if before else None
    earlier = {each.functions: each for each in before.cells} if before else {}

    def told(cell: PulseCell, then: PulseCell | None) -> PulseShare:
        share = share_of(cell, adding)
        past = share_of(then, adding_before) if then and adding_before else None
        return PulseShare(
            functions=cell.functions,
            invited=cell.invited,
            answered=cell.answered,
            is_hidden=cell.scores is None,
            share=share,
            change=change_of(past, share),
        )

    return PulseRound(
        wave=now.wave,
        opens_on=now.opens_on,
        closed_on=now.closed_on,
        response=response_of(now.everybody),
        alpha=adding.alpha,
        everybody=told(now.everybody, before.everybody if before else None),
        items=items_of(now.everybody),
        cells=tuple(told(each, earlier.get(each.functions)) for each in now.cells),
    )


def response_of(cell: PulseCell) -> Number:
    """People who answered of those invited."""
    gauge = Gauge(METHOD, "ratio", cell.invited)
    if not cell.invited:
        return gauge.insufficient("nobody was invited")
    share = cell.answered / cell.invited
    return gauge.value(share) if share >= HALF else gauge.degraded(share, FEW_ANSWERED)


def alpha_of(everybody: PulseCell) -> Number:
    """Cronbach's alpha over everybody's answers."""
    gauge = Gauge(METHOD, "ratio", everybody.answered)
    if everybody.scores is None:
        return gauge.insufficient(HIDDEN)
    alpha = cronbach_alpha(everybody.scores)
    return gauge.insufficient(UNTOLD) if alpha is None else gauge.value(alpha)


def share_of(cell: PulseCell, adding: Adding) -> Number:
    """Mean over the statements of the share of people who agree; its interval counts people, not answers."""
    gauge = Gauge(METHOD, "ratio", cell.answered)
    if cell.scores is None:
        return gauge.insufficient(HIDDEN)
    if adding.reason:
        return gauge.insufficient(adding.reason)
    return bounded(gauge, fmean(fmean(favorable(row)) for row in cell.scores), cell)


def items_of(everybody: PulseCell) -> tuple[Number, ...]:
    """The share of everybody for each statement in order; none when it is hidden."""
    if everybody.scores is None:
        return ()
    gauge = Gauge(METHOD, "ratio", everybody.answered)
    columns = zip(*(favorable(row) for row in everybody.scores), strict=True)
    return tuple(bounded(gauge, fmean(column), everybody) for column in columns)


def favorable(row: Sequence[int]) -> list[bool]:
    """For each answer whether it is one of the two highest."""
    return [score >= TOP_TWO for score in row]


def bounded(gauge: Gauge, share: float, cell: PulseCell) -> Number:
    """The share with its interval; degraded when fewer than half answered."""
    number = gauge.between(share, *wilson(share, cell.answered))
    if response_of(cell).state is State.DEGRADED:
        return replace(number, state=State.DEGRADED, reason=FEW_ANSWERED)
    return number


def change_of(past: Number | None, share: Number) -> Number:
    """The share minus that of the wave before."""
    gauge = Gauge(METHOD, "ratio", share.n)
    if share.value is None:
        return gauge.insufficient(share.reason)
    if past is None:
        return gauge.insufficient("the same people were not asked together in a wave before")
    if past.value is None:
        return gauge.insufficient(f"the wave before cannot be compared: {past.reason}")
    low, high = newcombe((past.value, past.n), (share.value, share.n))
    return gauge.between(share.value - past.value, low, high)


def score_of(
    rounds: Sequence[PulseRound],
    *,
    concerns: Callable[[PulseShare], bool],
    as_of: date,
    policy: CulturePolicy,
) -> Number:
    """b3: mean of the shares that are shown, each function the same, as a share of the target; 1 at most.

    concerns  whether a function, or functions that were asked together, belong to what is asked
    """
    gauge = Gauge(METHOD, "ratio")
    if not rounds:
        return gauge.insufficient("no pulse was closed yet")
    last = rounds[-1]
    if add_months(last.closed_on, policy.evidence_months) < as_of:
        return gauge.insufficient(f"the last pulse was closed on {day_words(last.closed_on)} and has expired")
    cells = [each for each in last.cells if concerns(each)]
    shown = [each.share for each in cells if each.share.value is not None]
    gauge = Gauge(METHOD, "ratio", sum(each.n for each in shown))
    if not cells:
        return gauge.insufficient("nobody of it was asked in the last pulse")
    if not shown:
        return gauge.insufficient(cells[0].share.reason)
    score = min(1.0, fmean(each.value or 0.0 for each in shown) / policy.pulse_target)
    unsure = [each for each in shown if each.state is State.DEGRADED]
    if last.response.state is State.DEGRADED or unsure:
        return gauge.degraded(score, FEW_ANSWERED)
    hidden = len(cells) - len(shown)
    if hidden:
        return gauge.degraded(score, f"{hidden} of {len(cells)} groups stay hidden and are not in it")
    return gauge.value(score)
