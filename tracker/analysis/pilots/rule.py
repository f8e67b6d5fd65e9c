"""The decision rule (METHODS 6.4): the first of its verdicts whose conditions hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.analysis.pilots.limits import FEWEST_TO_CUT_OVER, FEWEST_TO_STOP


class Verdict(StrEnum):
    """What the record allows to say about a run, the first that holds."""

    STOP_HARM = "stop_harm"
    BLOCKED = "blocked"
    CUTOVER = "cutover"
    FUTILE = "futile"
    INCONCLUSIVE = "inconclusive"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A metric at one look. ``lower`` and ``upper`` bound the true difference; infinite while nothing is known."""

    pairs: int
    lower: float
    upper: float
    margin: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the rule reads at one look.

    middle      typical difference (Hodges and Lehmann); None without a pair
    worthwhile  smallest improvement worth having; None when any is
    blocks      what forbids a verdict, empty when nothing does
    corrected   whether the primary metric still holds beside those of other runs that are judged with it
    """

    primary: Look
    guardrails: tuple[Look, ...]
    middle: float | None
    worthwhile: float | None
    blocks: tuple[str, ...]
    minimum: int
    maximum: int
    corrected: bool = True


def decide(seen: Evidence) -> Verdict:
    """The verdict at one look. Harm may always stop, even where the data would block everything else.

    source  METHODS 6.4; of the two ways to end without a cut-over the firmer is named first
    """
    if is_harmful(seen):
        return Verdict.STOP_HARM
    if seen.blocks:
        return Verdict.BLOCKED
    if is_proven(seen):
        return Verdict.CUTOVER
    if seen.worthwhile is not None and seen.primary.upper < seen.worthwhile:
        return Verdict.FUTILE
    if seen.primary.pairs >= seen.maximum:
        return Verdict.INCONCLUSIVE
    return Verdict.CONTINUE


def is_harmful(seen: Evidence) -> bool:
    """Whether the primary metric surely got worse, or a guardrail surely lost more than its margin."""
    worse = seen.primary.pairs >= FEWEST_TO_STOP and seen.primary.upper < 0
    return worse or any(each.pairs >= FEWEST_TO_STOP and each.upper < -each.margin for each in seen.guardrails)


def is_proven(seen: Evidence) -> bool:
    """Whether everything that a cut-over asks for holds."""
    return (
        has_enough(seen)
        and is_better(seen)
        and all(is_kept(each) for each in seen.guardrails)
        and points_the_same_way(seen)
        and seen.corrected
    )


def has_enough(seen: Evidence) -> bool:
    """Whether there are as many pairs as the method and the protocol ask for."""
    return seen.primary.pairs >= needed(seen.minimum)


def needed(minimum: int) -> int:
    """Pairs before a cut-over: what the protocol asks for, and never fewer than the method."""
    return max(minimum, FEWEST_TO_CUT_OVER)


def is_better(seen: Evidence) -> bool:
    """Whether the improvement is surely more than nothing, or than the smallest worth having."""
    return seen.primary.lower > (seen.worthwhile or 0.0)


def is_kept(guardrail: Look) -> bool:
    """Whether it surely lost less than its margin. All must, so that their number needs no correction (Berger 1982)."""
    return guardrail.lower > -guardrail.margin


def points_the_same_way(seen: Evidence) -> bool:
    """Whether the typical difference is an improvement too, so that no single period made the mean."""
    return seen.middle is not None and seen.middle > 0
