"""The first sentence of the page, and of each assumption."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.rights.results import Named, RightFlag, RightScope, RightVerdict
from tracker.progress.words import sentence, share_words

NOT_KNOWN = "It cannot be told yet whether the right functions decide."
WRONG_HANDS = {RightFlag.HIERARCHY, RightFlag.MISPLACED}


def summary(verdicts: Sequence[RightVerdict]) -> str:
    """How many decisions on the constraint are made by somebody who does not control it."""
    counted = [each for each in verdicts if each.is_aligned is not None]
    wrong = [each for each in counted if not each.is_aligned]
    if not counted:
        return NOT_KNOWN
    on_it = "on the likely constraint" if all(is_likely(each) for each in counted) else "on the constraint"
    told = len(wrong) or len(counted)
    share = f"{some_of(told, len(counted))} {on_it} {'is' if told == 1 else 'are'}"
    if not wrong:
        return sentence(f"{share} made by whoever controls it")
    if all(each.findings and each.findings[0].flag in WRONG_HANDS for each in wrong):
        return sentence(f"{share} made by somebody who does not control it")
    if len(wrong) == len(counted) > 1:
        return f"None of the {len(wrong)} decisions {on_it} is with the one function that controls it."
    return sentence(f"{share} not with the one function that controls it")


def is_likely(verdict: RightVerdict) -> bool:
    """Whether it is only probable that the decision commits the constraint."""
    return verdict.scope is RightScope.PROVISIONAL


def some_of(count: int, whole: int) -> str:
    """``1 of 2 decisions``, ``both decisions``, ``all 3 decisions`` or ``the only decision``."""
    return "both decisions" if count == whole == 2 else share_words(count, whole, "decision")


def assumed(verdicts: Sequence[RightVerdict], *, resource: Named) -> str:
    """How many decisions would be in the wrong hands if the resource were the constraint."""
    wrong = sum(1 for each in verdicts if not each.is_aligned)
    if not verdicts:
        return f"No recorded decision commits {resource.name}."
    share = some_of(wrong or len(verdicts), len(verdicts))
    hands = "wrong hands" if wrong else "right hands"
    return f"If {resource.name} were the constraint, {share} on it would be in the {hands}."
