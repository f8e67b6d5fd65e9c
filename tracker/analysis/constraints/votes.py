"""Votes of a flow: who named what, how old that is, and how much it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.facts.constraints import Flow, Observation, Resource

WEEK = timedelta(weeks=1)
LAST_DAY = timedelta(days=6)
OPINION = "opinion"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Votes with less weight the older they are.

    counts     sum of the weights by candidate; shape (K,)
    effective  Kish's effective number of votes: so many votes that count in full say as much
    """

    counts: Floats
    effective: float


def monday_of(day: date) -> date:
    """The Monday of the week that the day lies in."""
    return day - timedelta(days=day.weekday())


def named_in(flow: Flow, resources: Mapping[str, Resource], *, as_of: date) -> tuple[str, ...]:
    """Uids of the resources that were named in the flow by the day, by a vote or as its constraint, in order of uid.

    One that was retired before the day is none of them, and neither is one that the facts do not describe.
    """
    named = {each.resource_uid for each in flow.observations if each.week_starts_on <= as_of}
    named |= {each.resource_uid for each in flow.episodes if each.identified_on <= as_of}
    known = (resources[uid] for uid in named if uid in resources)
    return tuple(sorted(each.uid for each in known if each.retired_on is None or each.retired_on >= as_of))


def votes_for(flow: Flow, named: Iterable[str], *, as_of: date) -> tuple[Observation, ...]:
    """Votes of weeks that began by the day, for the resources named."""
    among = set(named)
    return tuple(each for each in flow.observations if each.week_starts_on <= as_of and each.resource_uid in among)


def weigh(votes: Sequence[Observation], named: Sequence[str], *, as_of: date, weekly_factor: float = 1.0) -> Weighed:
    """The votes weighed as of the week of the day: a vote of that week counts 1, one of the week before the factor.

    weekly_factor  2^(-1/h) for a half-life of h weeks; 1 counts every vote in full
    source         METHODS 2, power prior (Ibrahim and Chen 2000); Kish for the effective number
    """
    if not votes:
        return Weighed(counts=np.zeros(len(named)), effective=0.0)
    monday, place = monday_of(as_of), {uid: number for number, uid in enumerate(named)}
    ages = np.array([(monday - each.week_starts_on).days // 7 for each in votes], dtype=float)
    weights = weekly_factor**ages
    at = [place[each.resource_uid] for each in votes]
    counts = np.bincount(at, weights=weights, minlength=len(named)).astype(np.float64)
    return Weighed(counts=counts, effective=float(weights.sum() ** 2 / (weights**2).sum()))


def votes_by_week(votes: Iterable[Observation]) -> dict[date, int]:
    """How many votes each week brought, in order of week."""
    return dict(sorted(Counter(each.week_starts_on for each in votes).items()))
