"""The first sentence of the page, and of each assumption."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.rights.results import Named, RightFlag, RightVerdict
from tracker.progress.words import count_words, sentence

WRONG_HANDS = {RightFlag.HIERARCHY, RightFlag.MISPLACED}


def summary(verdicts: Sequence[RightVerdict], *, reason: str) -> str:
    """How many decisions on the constraint are made by somebody who does not control it.

    reason  what to say when none is in scope, as a sentence
    """
    counted = [each for each in verdicts if each.is_aligned is not None]
    wrong = [each for each in counted if not each.is_aligned]
    if not counted:
        return reason
    if not wrong:
        verb = "is" if len(counted) == 1 else "are"
        return sentence(f"{every(len(counted))} on the constraint {verb} made by whoever controls it")
    share = f"{len(wrong)} of {count_words(len(counted), 'decision')} on the constraint"
    verb = "is" if len(wrong) == 1 else "are"
    if all(each.findings and each.findings[0].flag in WRONG_HANDS for each in wrong):
        return f"{share} {verb} made by somebody who does not control it."
    return f"{share} {verb} not with the one function that controls it."


def every(count: int) -> str:
    """``the only decision``, ``both decisions`` or ``all 3 decisions``."""
    return {1: "the only decision", 2: "both decisions"}.get(count, f"all {count} decisions")


def assumed(verdicts: Sequence[RightVerdict], *, resource: Named) -> str:
    """How many decisions would be in the wrong hands if the resource were the constraint."""
    wrong = sum(1 for each in verdicts if not each.is_aligned)
    if not verdicts:
        return f"No recorded decision commits {resource.name}."
    if not wrong:
        return f"If {resource.name} were the constraint, {every(len(verdicts))} on it would be in the right hands."
    share = f"{wrong} of {count_words(len(verdicts), 'decision')} on it"
    return f"If {resource.name} were the constraint, {share} would be in the wrong hands."
