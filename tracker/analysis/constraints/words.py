"""The ranking in plain words (METHODS 1.8): what people voted is never told as if it were measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.analysis.constraints.results import (
    ConstraintCandidate,
    ConstraintMove,
    ConstraintMovement,
    ConstraintVerdict,
)
from tracker.progress.forecast.chances import chance_words, likelihood
from tracker.progress.words import and_words, count_words, day_words

NOT_MEASURED = "people's votes, not measurements"
STEPS = {"identify": "Identify", "exploit": "Exploit", "subordinate": "Subordinate", "elevate": "Elevate"}
DOING = {
    "exploit": "get the most out of {resource} before anything is spent on it",
    "subordinate": "let everything else follow the pace of {resource}",
    "elevate": "spend on more of {resource}, if it still limits the flow",
    "broken": "once the flow is limited by {resource} no longer, say so, and begin with the first step again",
    "identify": "the limit of {resource} was broken: end it, or say where it has moved, and begin with the first step",
}


def headline(
    candidates: Sequence[ConstraintCandidate], verdict: ConstraintVerdict, *, weeks: int, effective: float, tied: int
) -> str:
    """One sentence on what limits the flow.

    candidates  likeliest first
    weeks       how many are recent
    effective   votes that all are worth
    tied        how many candidates share the first place
    """
    if verdict is ConstraintVerdict.UNKNOWN:
        return "Nobody has said yet what limits this flow."
    first, second = candidates[:2]
    if verdict is ConstraintVerdict.NOT_SEPARABLE:
        names = and_words(each.name for each in candidates[:tied])
        suspects = {2: "Two", 3: "Three"}.get(tied, str(tied))
        said = votes_said(first, candidates, weeks)
        return f"{suspects} suspects are named about equally often: {names}, each by {said}."
    if verdict is ConstraintVerdict.TOO_CLOSE:
        votes = votes_said(first, candidates, weeks)
        return f"Too close to call: {first.name} with {votes}, {second.name} with {_given(second, candidates)}."
    votes = f"{votes_said(first, candidates, weeks)}{physical_said(first, candidates)}"
    if verdict is ConstraintVerdict.PROVISIONAL:
        likely = "more likely than not" if likelihood(first.chance.value or 0.0) == "open" else "probably"
        source = "" if _signs(first, candidates) else f" ({NOT_MEASURED})"
        return f"This flow is {likely} limited by {first.name}{source}: {votes}."
    sure = chance_words(first.chance.value or 0.0, int(effective))
    return f"This flow is limited by {first.name}, {sure}: {votes}."


def votes_said(candidate: ConstraintCandidate, candidates: Sequence[ConstraintCandidate], weeks: int) -> str:
    """``3 of 4 votes in the last 8 weeks``; of all votes, with the last week, while none is recent."""
    given = sum(_given(each, candidates) for each in candidates)
    signs = sum(_signs(each, candidates) for each in candidates)
    said = f"{_given(candidate, candidates)} of {kind_words(given, signs)}"
    if any(each.recent for each in candidates):
        return f"{said} in the last {count_words(weeks, 'week')}"
    last = max(each.last_week for each in candidates if each.last_week)
    return f"{said}, the last one in the week from {day_words(last)}"


def physical_said(candidate: ConstraintCandidate, candidates: Sequence[ConstraintCandidate]) -> str:
    """``, 6 of them physical``; empty where all that was given is of one kind."""
    given = sum(_given(each, candidates) for each in candidates)
    if sum(_signs(each, candidates) for each in candidates) in (0, given):
        return ""
    return f", {signs_words(_signs(candidate, candidates), _given(candidate, candidates))}"


def kind_words(count: int, signs: int) -> str:
    """``4 votes``, ``4 physical signs``, or of both ``4 signs (votes and physical)``; a vote is what somebody says."""
    if not signs:
        return count_words(count, "vote")
    return (
        count_words(count, "physical sign") if signs == count else f"{count_words(count, 'sign')} (votes and physical)"
    )


def _given(candidate: ConstraintCandidate, candidates: Sequence[ConstraintCandidate]) -> int:
    """Its recent votes, or all while none is recent."""
    return candidate.recent if any(each.recent for each in candidates) else candidate.votes


def _signs(candidate: ConstraintCandidate, candidates: Sequence[ConstraintCandidate]) -> int:
    """Physical signs among the votes that are told."""
    return candidate.recent_signs if any(each.recent for each in candidates) else candidate.signs


def signs_words(signs: int, votes: int) -> str:
    """``7 of them physical``, ``all of them physical``, ``none of them physical``."""
    if signs == votes and votes > 1:
        return "all of them physical"
    return f"{signs or 'none'} of them physical"


def moved_words(move: ConstraintMove) -> ConstraintMove:
    """The move with its sentence: what to do only once it is sure."""
    if move.state is ConstraintMovement.RETIRED:
        words = f"The constraint on record was retired ({move.incumbent}): name what limits the flow now."
    elif move.state is ConstraintMovement.MOVED:
        words = (
            f"The constraint has moved: {move.challenger} led {move.incumbent} at two reviews in a row. "
            f"Go back to the first focusing step, and look again at who decides."
        )
    elif move.state is ConstraintMovement.WATCH:
        words = (
            f"Watch {move.challenger}: the latest signs point there more than to {move.incumbent}, the constraint on "
            "record. One more week of such signs, and it has moved."
        )
    else:
        return move
    return replace(move, words=words)


def next_step_words(step: str, *, resource: str, is_skipped: bool) -> str:
    """What comes next in the work on the constraint."""
    doing = DOING[step].format(resource=resource)
    if is_skipped:
        return f"{STEPS[step]} was skipped without a waiver: {doing}, or ask the committee for a waiver."
    return f"Next: {doing}." if step in STEPS and step != "identify" else f"{doing[0].upper()}{doing[1:]}."


def fading_words(most: int, *, needed: int) -> str:
    """Why votes at this rhythm are never enough."""
    return (
        f"at most {count_words(most, 'vote')} in a week, as so far, never count as {needed}, because older ones fade: "
        "it takes a second source"
    )


def weeks_words(first_on: date, *, as_of: date, most: int) -> str:
    """``about 5 more weeks if 2 votes come every week, as in the best week so far``."""
    weeks = max(1, -(-(first_on - as_of).days // 7))
    come = "1 vote comes" if most == 1 else f"{most} votes come"
    return f"about {count_words(weeks, 'more week')} if {come} every week, as in the best week so far"
