"""What a cut-over asks for, one by one, and what of it holds."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.pilots.results import PilotCondition
from tracker.analysis.pilots.rule import (
    Evidence,
    Look,
    has_enough,
    is_better,
    is_harmful,
    is_kept,
    needed,
    points_the_same_way,
)
from tracker.progress.words import count_words


def conditions_of(pilot: PilotFact, seen: Evidence) -> tuple[PilotCondition, ...]:
    """The conditions in the order in which the rule asks for them."""
    return tuple(found_conditions(pilot, seen))


def found_conditions(pilot: PilotFact, seen: Evidence) -> Iterator[PilotCondition]:
    every, name = pilot.primary.frequency, pilot.primary.name
    is_known = seen.primary.pairs > 0
    yield PilotCondition(
        what="harm", words="Nothing got worse for sure", holds=not is_harmful(seen) if is_known else None
    )
    yield PilotCondition(what="blocks", words="Nothing forbids a verdict", holds=not seen.blocks if is_known else None)
    enough = f"At least {count_words(needed(pilot.minimum_periods), 'complete ' + every)}: {seen.primary.pairs} so far"
    yield PilotCondition(what="pairs", words=enough, holds=has_enough(seen))
    more_than = "" if seen.worthwhile is None else " by more than the smallest worth having"
    better = f"{name} is better the new way{more_than}, for sure"
    yield PilotCondition(what="better", words=better, holds=is_better(seen) if has_bounds(seen.primary) else None)
    for fact, look in zip(pilot.guardrails, seen.guardrails, strict=True):
        kept = f"{fact.name} loses no more than was agreed, for sure"
        yield PilotCondition(what="guardrail", words=kept, holds=is_kept(look) if has_bounds(look) else None)
    same = f"The typical {every} is better too, not only the mean"
    yield PilotCondition(what="middle", words=same, holds=points_the_same_way(seen) if is_known else None)
    if not seen.corrected:
        together = "It still holds beside the other runs of the flow that are judged with it"
        yield PilotCondition(what="together", words=together, holds=False)


def has_bounds(look: Look) -> bool:
    """Whether the interval says anything yet."""
    return isfinite(look.lower) or isfinite(look.upper)
