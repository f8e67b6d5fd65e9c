"""What can be wrong with a decision right, in the order in which it counts, each with its reason (METHODS 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.analysis.rights import moves
from tracker.analysis.rights.case import Case
from tracker.analysis.rights.results import Decider, Named, RightFinding, RightFlag, RightScope
from tracker.progress.words import and_words, day_words


def findings_of(case: Case) -> tuple[RightFinding, ...]:
    """Every flag that matches, the most severe first."""
    return tuple(finding for check in CHECKS for finding in check(case))


def orphan(case: Case) -> Iterator[RightFinding]:
    """Nobody decides."""
    if not case.deciders:
        yield RightFinding(flag=RightFlag.ORPHAN, reason="Nobody decides this.", move=moves.name_decider(case))


def unknown_controller(case: Case) -> Iterator[RightFinding]:
    """Nobody is named who controls the constraint; before that is known, something that the decision commits."""
    for resource in case.in_question:
        if case.standing.controller(resource) is None:
            reason = f"No function is named that controls {resource.name}."
            yield RightFinding(flag=RightFlag.UNKNOWN_CONTROLLER, reason=reason, move=moves.name_controller(resource))
            return


def split(case: Case) -> Iterator[RightFinding]:
    """More than one decides, or more than one function holds the deciding vote of the team that does."""
    if len(case.deciders) > 1:
        reason = f"{number_words(len(case.deciders))} decide this: {and_words(each.name for each in case.deciders)}."
        yield RightFinding(flag=RightFlag.SPLIT, reason=reason, move=moves.decide_alone(case))
    elif case.deciders and len(case.voices) > 1:
        team = case.deciders[0]
        votes = and_words(each.name for each in team.voices)
        reason = f"{number_words(len(team.voices))} hold the deciding vote in {team.name}: {votes}."
        yield RightFinding(flag=RightFlag.SPLIT, reason=reason, move=moves.decide_alone(case))


def hierarchy(case: Case) -> Iterator[RightFinding]:
    """A function above the controller of the constraint decides instead of it."""
    above = above_controller(case)
    if case.controller is not None and above:
        holder, voice = above[0]
        yield RightFinding(
            flag=RightFlag.HIERARCHY,
            reason=f"{controls(case)}, but {has_the_word(holder, voice)}, and stands above it.",
            move=moves.give(case, instead_of=f"{voice.name}, above it,"),
        )


def misplaced(case: Case) -> Iterator[RightFinding]:
    """Another function decides, neither the controller of the constraint nor one above it."""
    controller = case.controller
    if controller is None or not case.deciders or controller in case.voices:
        return
    voteless = [each for each in case.deciders if not each.voices]
    above = above_controller(case)
    beside = [pair for pair in words_held(case) if pair not in above]
    if beside:
        holder, voice = beside[0]
        reason, instead = f"{controls(case)}, but {has_the_word(holder, voice)}.", voice.name
    elif voteless:
        reason, instead = f"{controls(case)}, but no function holds the deciding vote in {voteless[0].name}.", ""
    else:
        return
    yield RightFinding(flag=RightFlag.MISPLACED, reason=reason, move=moves.give(case, instead_of=instead))


def stale(case: Case) -> Iterator[RightFinding]:
    """It was aligned to the constraint before, and the constraint has moved."""
    limit = case.outlived
    if limit is None:
        return
    before = case.standing.resources[limit.previous].name
    holder = case.deciders[0].name
    reason = f"{holder} was right to decide while the constraint of {limit.name} was {before}; {moved(limit.moved_on)}."
    yield RightFinding(flag=RightFlag.STALE, reason=reason, move=moves.look_again(case, before=before, flow=limit.name))


def provisional(case: Case) -> Iterator[RightFinding]:
    """It is probable, and not certain, that the resource is the constraint."""
    binding = case.binding
    if binding.scope is RightScope.PROVISIONAL and binding.resource and binding.limit:
        reason = f"It is not settled yet that the constraint of {binding.limit.name} is {binding.resource.name}."
        yield RightFinding(flag=RightFlag.PROVISIONAL, reason=reason, move=moves.observe(case))


CHECKS = (orphan, unknown_controller, split, hierarchy, misplaced, stale, provisional)


def words_held(case: Case) -> list[tuple[Decider, Named]]:
    """Each decider with each function whose word counts in it."""
    return [(decider, voice) for decider in case.deciders for voice in decider.voices]


def above_controller(case: Case) -> list[tuple[Decider, Named]]:
    """Of those, the ones above the controller of the constraint."""
    controller = case.controller
    if controller is None:
        return []
    return [pair for pair in words_held(case) if case.standing.is_above(pair[1].uid, controller.uid)]


def controls(case: Case) -> str:
    """``Procurement controls Casting supply``."""
    resource = case.binding.resource
    assert case.controller is not None, "asked only where a controller is named"
    assert resource is not None, "asked only where a resource is in question"
    return f"{case.controller.name} controls {resource.name}"


def has_the_word(holder: Decider, voice: Named) -> str:
    """``Sales decides``, or ``Sales holds the deciding vote in the Pump team``."""
    return f"{voice.name} holds the deciding vote in {holder.name}" if holder.is_team else f"{voice.name} decides"


def moved(on: date | None) -> str:
    """``it moved on 3 May 2026``."""
    return f"it moved on {day_words(on)}" if on else "it has moved since"


def number_words(count: int) -> str:
    """``Two``, else the number."""
    return "Two" if count == 2 else str(count)
