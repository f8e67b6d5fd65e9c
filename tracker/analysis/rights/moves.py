"""What mends a finding, as one sentence that says who should get what."""

from __future__ import annotations

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.rights.case import Case
from tracker.analysis.rights.results import MoveKind, Named, RightMove


def rightful(case: Case) -> Named | None:
    """The function that should decide: the controller of the constraint, or of everything that is committed."""
    found = {case.standing.controller(resource) for resource in case.in_question}
    return found.pop() if len(found) == 1 else None


def name_decider(case: Case) -> RightMove:
    """Somebody for a decision that nobody makes."""
    function = rightful(case)
    if function is None:
        return RightMove(words="Name the one function that decides.", kind=MoveKind.MOVE_AUTHORITY)
    return RightMove(words=f"Give {function.name} the decision.", kind=MoveKind.MOVE_AUTHORITY, function=function.uid)


def name_controller(resource: Resource) -> RightMove:
    """Whoever controls the resource; a steward keeps that for all programs."""
    words = f"Ask a steward to name the function that controls {resource.name}."
    return RightMove(words=words, kind=MoveKind.NAME_CONTROLLER, resource=resource.uid)


def decide_alone(case: Case) -> RightMove:
    """One decider instead of several; of several votes in a team, one."""
    function = rightful(case)
    if len(case.deciders) == 1:
        team = case.deciders[0]
        name = function.name if function else "one function"
        words = f"Give {name} alone the deciding vote in {team.name}."
        return RightMove(words=words, kind=MoveKind.MOVE_VOTE, function=function.uid if function else "", team=team.uid)
    if function is None:
        return RightMove(words="Let one of them decide alone.", kind=MoveKind.MOVE_AUTHORITY)
    return RightMove(words=f"Let {function.name} decide alone.", kind=MoveKind.MOVE_AUTHORITY, function=function.uid)


def give(case: Case, *, instead_of: str) -> RightMove:
    """The decision, or the deciding vote of the team that makes it, to the controller of the constraint.

    instead_of  who has it today, as part of the sentence; empty when nobody has
    """
    function = case.controller
    assert function is not None, "asked only where a controller is named"
    if len(case.deciders) == 1 and case.deciders[0].is_team:
        team = case.deciders[0]
        today = f"{instead_of} holds it" if instead_of else "nobody holds it"
        words = f"Give {function.name} the deciding vote in {team.name}; today {today}."
        return RightMove(words=words, kind=MoveKind.MOVE_VOTE, function=function.uid, team=team.uid)
    words = f"Give {function.name} the decision; today {instead_of or 'nobody'} decides."
    return RightMove(words=words, kind=MoveKind.MOVE_AUTHORITY, function=function.uid)


def look_again(case: Case, *, before: str, flow: str) -> RightMove:
    """The decision to whoever controls the constraint now; else a look at whether it still belongs there."""
    function, resource = case.controller, case.binding.resource
    if function is not None and resource is not None:
        words = f"Give {function.name} the decision; it controls {resource.name}, the constraint of {flow} now."
        return RightMove(words=words, kind=MoveKind.MOVE_AUTHORITY, function=function.uid)
    words = f"Ask again who should decide; the constraint of {flow} is no longer {before}."
    return RightMove(words=words, kind=MoveKind.MOVE_AUTHORITY)


def observe(case: Case) -> RightMove:
    """More observations; a decision that is aligned needs nothing else."""
    wait = "nothing else has to change" if case.is_aligned else "before authority moves"
    words = f"Collect more weekly observations{'; ' if case.is_aligned else ' '}{wait}."
    return RightMove(words=words, kind=MoveKind.OBSERVE)
