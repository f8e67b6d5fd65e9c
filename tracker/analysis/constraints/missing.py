"""What stands between the votes and an identified constraint: who owes it, and the day it can first be there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.constraints.posterior import chance_of_being_top
from tracker.analysis.constraints.results import ConstraintCandidate, ConstraintMissing
from tracker.analysis.constraints.votes import Floats, Weighed, monday_of, votes_by_week
from tracker.analysis.constraints.words import fading_words, weeks_words
from tracker.analysis.facts.constraints import Observation
from tracker.progress.votes import busiest_week, enough_votes

FARTHEST_WEEKS = 104


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A flow's votes, ranked as of a day; counts and candidates likeliest first.

    functions  names of those that work in the flow: their leads say what limits it
    """

    as_of: date
    votes: tuple[Observation, ...]
    candidates: tuple[ConstraintCandidate, ...]
    weighed: Weighed
    functions: tuple[str, ...]


def missing_for(ranked: Ranked, policy: ConstraintPolicy) -> tuple[ConstraintMissing, ...]:
    """Votes, a lead and a physical sign, as far as each is missing, in this order; empty when nothing is."""
    if not ranked.votes:
        words = (
            f"It takes votes or physical signs worth {policy.votes}, at least one of them physical (a queue, "
            "starvation or utilization); there are none."
        )
        return (ConstraintMissing(what="votes", words=words, owed_by=ranked.functions),)
    found = (votes_missing(ranked, policy), lead_missing(ranked, policy), sign_missing(ranked))
    return tuple(each for each in found if each)


def votes_missing(ranked: Ranked, policy: ConstraintPolicy) -> ConstraintMissing | None:
    """The votes that are missing, and when they can be there if they go on as in the best week so far."""
    effective = ranked.weighed.effective
    if effective >= policy.votes - 1e-9:
        return None
    given = votes_by_week(ranked.votes)
    most = busiest_week(given)
    enough = enough_votes(given, as_of=ranked.as_of, needed=policy.votes, weekly_factor=policy.weekly_factor)
    if enough:
        when = weeks_words(enough.on, as_of=ranked.as_of, most=enough.most)
    elif most is None:
        when = "what one week brought is no rhythm yet, so no day can be said"
    else:
        when = fading_words(most, needed=policy.votes)
    words = f"Votes and physical signs count as {effective:.1f} of the {policy.votes} that it takes: {when}."
    return ConstraintMissing(
        what="votes", words=words, owed_by=ranked.functions, first_on=enough.on if enough else None
    )


def lead_missing(ranked: Ranked, policy: ConstraintPolicy) -> ConstraintMissing | None:
    """That the first does not lead clearly, and when it could if every vote named it from now on."""
    first = ranked.candidates[0]
    if (first.chance.value or 0.0) >= policy.identified:
        return None
    first_on = clear_lead_on(ranked, policy)
    words = (
        f"Not clearly ahead yet: the chance of {first.name} must reach {policy.identified:.0%}. "
        "More votes and signs decide it, whichever way they point."
    )
    return ConstraintMissing(what="lead", words=words, owed_by=ranked.functions, first_on=first_on)


def clear_lead_on(ranked: Ranked, policy: ConstraintPolicy) -> date | None:
    """The first week in which the first could lead clearly, if all votes named it, as many as in the best week."""
    most = busiest_week(votes_by_week(ranked.votes))
    if most is None or not is_clear(ranked.weighed.counts, weeks=FARTHEST_WEEKS, most=most, policy=policy):
        return None
    low, high = 0, FARTHEST_WEEKS
    while high - low > 1:
        middle = (low + high) // 2
        if is_clear(ranked.weighed.counts, weeks=middle, most=most, policy=policy):
            high = middle
        else:
            low = middle
    return monday_of(ranked.as_of) + timedelta(weeks=high)


def is_clear(counts: Floats, *, weeks: int, most: int, policy: ConstraintPolicy) -> bool:
    """Whether the first leads clearly after so many weeks of votes for it alone, with what is there fading."""
    fading = policy.weekly_factor ** np.arange(weeks)
    later = counts * policy.weekly_factor**weeks
    later[0] += most * fading.sum()
    return chance_of_being_top(later, 0) >= policy.identified


def sign_missing(ranked: Ranked) -> ConstraintMissing | None:
    """That nothing physical points to the first: its controller can say so in this week already."""
    first = ranked.candidates[0]
    if first.signs:
        return None
    words = (
        f"No queue in front of {first.name}, starvation behind it or highest utilization is on record: one is enough."
    )
    owed_by = (first.controlled_by,) if first.controlled_by else ranked.functions
    return ConstraintMissing(what="sign", words=words, owed_by=owed_by, first_on=ranked.as_of)
