"""The first sentence of the page, and of each assumption."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.rights.results import Named, RightFlag, RightScope, RightVerdict
from tracker.progress.words import sentence, share_words

WRONG_HANDS = {RightFlag.HIERARCHY, RightFlag.MISPLACED}


def summary(verdicts: Sequence[RightVerdict], *, reason: str) -> str:
    """How many decisions on the constraint are made by somebody who does not control it.

    reason  what to say when none is in scope, as a sentence
    """
    counted = [each for each in verdicts if each.is_aligned is not None]
    wrong = [each for each in counted if not each.is_aligned]
    if not counted:
        return reason
    on_it = "on the likely constraint" if all(is_likely(each) for each in counted) else "on the constraint"
    told = len(wrong) or len(counted)
    share = f"{share_words(told, len(counted), 'decision')} {on_it} {'is' if told == 1 else 'are'}"
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


def assumed(verdicts: Sequence[RightVerdict], *, resource: Named) -> str:
    """How many decisions would be in the wrong hands if the resource were the constraint."""
    wrong = sum(1 for each in verdicts if not each.is_aligned)
    if not verdicts:
        return f"No recorded decision commits {resource.name}."
    share = share_words(wrong or len(verdicts), len(verdicts), "decision")
    hands = "wrong hands" if wrong else "right hands"
    return f"If {resource.name} were the constraint, {share} on it would be in the {hands}."
