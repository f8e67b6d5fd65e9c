"""The ranking as it stood in the weeks in which somebody voted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.analysis.constraints.posterior import share_estimates
from tracker.analysis.constraints.results import CandidateShare, RankingPoint
from tracker.analysis.constraints.votes import LAST_DAY, Weighed, monday_of, named_in, votes_by_week, votes_for, weigh
from tracker.analysis.facts.constraints import Flow, Resource

MOST_POINTS = 26
UNNAMED = ""
"""Stands for whatever nobody named, where a single resource was named and nothing else to compare it with."""
FEWEST = 2


def rivals(named: Sequence[str]) -> tuple[str, ...]:
    """The candidates, and whatever nobody named while they are fewer than two: a chance needs a rival."""
    return tuple(named) if len(named) >= FEWEST else (*named, UNNAMED)


def points_over_time(
    flow: Flow, resources: Mapping[str, Resource], *, as_of: date, weekly_factor: float
) -> tuple[RankingPoint, ...]:
    """One point for each of the last weeks with votes, and one for this week; at most 26, none without a vote.

    A week is told as it stood at its end, by the candidates of then: the weeks after it change nothing in it.
    """
    today = named_in(flow, resources, as_of=as_of)
    given = votes_by_week(votes_for(flow, resources, as_of=as_of))
    if not given or not today:
        return ()
    this_week = monday_of(as_of)
    weeks = [week for week in given if week != this_week][-(MOST_POINTS - 1) :]
    ends = [(week, min(week + LAST_DAY, as_of)) for week in [*weeks, this_week]]
    points = [
        point(flow, resources, as_of=end, weekly_factor=weekly_factor, votes=given.get(week, 0)) for week, end in ends
    ]
    return tuple(each for each in points if each.shares)


def point(
    flow: Flow, resources: Mapping[str, Resource], *, as_of: date, weekly_factor: float, votes: int
) -> RankingPoint:
    """The ranking at the end of a day; without shares when nothing was named by then."""
    named = named_in(flow, resources, as_of=as_of)
    weighed = weighed_on(flow, named, as_of=as_of, weekly_factor=weekly_factor)
    shares = share_estimates(weighed.counts)
    estimates = zip(rivals(named), shares.mean, shares.low, shares.high, strict=True) if named else ()
    return RankingPoint(
        week_starts_on=monday_of(as_of),
        votes=votes,
        effective=weighed.effective,
        shares=tuple(
            CandidateShare(resource_uid=uid, mean=float(mean), low=float(low), high=float(high))
            for uid, mean, low, high in estimates
            if uid
        ),
    )


def weighed_on(flow: Flow, named: Sequence[str], *, as_of: date, weekly_factor: float) -> Weighed:
    """The flow's votes for the candidates and their rival, as of the day."""
    votes = votes_for(flow, named, as_of=as_of)
    return weigh(votes, rivals(named), as_of=as_of, weekly_factor=weekly_factor)
