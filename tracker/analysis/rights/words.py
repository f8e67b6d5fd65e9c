"""The first sentence of the page, and of each assumption."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.rights.results import Decider, Named, RightFlag, RightScope, RightVerdict
from tracker.progress.words import and_words, sentence, share_words

NOT_KNOWN = "It cannot be told yet whether the right functions decide."
NAMED = 2
WRONG_HANDS = {RightFlag.HIERARCHY, RightFlag.MISPLACED}


def summary(verdicts: Sequence[RightVerdict]) -> str:
    """How many decisions on the constraint are made by somebody who does not control it, and who should make them."""
    counted = [each for each in verdicts if each.is_aligned is not None]
    wrong = [each for each in counted if not each.is_aligned]
    if not counted:
        return NOT_KNOWN
    on_it = "on the likely constraint" if all(is_likely(each) for each in counted) else "on the constraint"
    told = len(wrong) or len(counted)
    aside = in_brackets(wrong, counted)
    share = f"{some_of(told, len(counted))} {on_it}{aside} {'is' if told == 1 else 'are'}"
    if not wrong:
        return sentence(f"{share} made by {whoever_controls(counted)}")
    if all(each.findings and each.findings[0].flag in WRONG_HANDS for each in wrong):
        return sentence(f"{share} made by {who_decides(wrong)}") + who_should(wrong)
    if len(wrong) == len(counted) > 1:
        share = f"none of the {len(wrong)} decisions {on_it}{aside} is"
    else:
        share += " not"
    return sentence(f"{share} with the one function that controls it") + who_should(wrong)


def in_brackets(wrong: Sequence[RightVerdict], counted: Sequence[RightVerdict]) -> str:
    """`` (Overtime on the line, Buffer of motors: 4 of 54 times a month)``; empty where there is nothing to tell."""
    names = ", ".join(each.decision for each in wrong) if 0 < len(wrong) <= NAMED else ""
    told = ": ".join(part for part in (names, how_often(wrong, counted)) if part)
    return f" ({told})" if told else ""


def how_often(wrong: Sequence[RightVerdict], counted: Sequence[RightVerdict]) -> str:
    """``4 of 54 times a month``; empty where none is wrong, or nobody knows how often one of them is made."""
    known = [each.times_a_month for each in counted if each.times_a_month is not None]
    made = [each.times_a_month for each in wrong if each.times_a_month is not None]
    if not wrong or len(known) < len(counted) or not sum(known):
        return ""
    part, whole = (f"{float(sum(each)):,g}" for each in (made, known))
    return (
        f"{part} {'time' if part == '1' else 'times'} a month" if part == whole else f"{part} of {whole} times a month"
    )


def who_decides(wrong: Sequence[RightVerdict]) -> str:
    """``Operations, above the function that controls it``; without a name where they are too many to be told."""
    deciders = list(dict.fromkeys(decider_name(decider) for each in wrong for decider in each.deciders))
    if not 0 < len(deciders) <= NAMED:
        return "somebody who does not control it"
    if all(each.findings[0].flag is RightFlag.HIERARCHY for each in wrong):
        return f"{and_words(deciders)}, above the function that controls it"
    return f"{and_words(deciders)}, which {'does' if len(deciders) == 1 else 'do'} not control it"


def decider_name(decider: Decider) -> str:
    """``Sales``, or ``Pump team (vote: Sales)``."""
    if not decider.is_team:
        return decider.name
    return f"{decider.name} (vote: {', '.join(each.name for each in decider.voices) or 'nobody'})"


def whoever_controls(verdicts: Sequence[RightVerdict]) -> str:
    """``Procurement, which controls it``; without a name when it is not the same function everywhere."""
    names = {each.controller for each in verdicts}
    name = names.pop() if len(names) == 1 else None
    return f"{name.name}, which controls it" if name else "whoever controls it"


def who_should(wrong: Sequence[RightVerdict]) -> str:
    """`` Procurement should make it: it controls Castings.`` Empty when it is not the same function for all.

    While the constraint is only likely, under which condition.
    """
    pairs = {(each.controller, each.resource) for each in wrong}
    controller, resource = pairs.pop() if len(pairs) == 1 else (None, None)
    if controller is None or resource is None:
        return ""
    them = "it" if len(wrong) == 1 else "them"
    if any(is_likely(each) for each in wrong):
        return f" {controller.name}, which controls {resource.name}, should make {them} if that is the constraint."
    return f" {controller.name} should make {them}: it controls {resource.name}."


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
