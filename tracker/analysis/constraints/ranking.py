"""The resources that were named in a flow, likeliest first, with what names them and how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.analysis.constraints.history import rivals
from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.constraints.posterior import chances_of_being_top, share_estimates
from tracker.analysis.constraints.results import METHOD, ConstraintCandidate
from tracker.analysis.constraints.votes import OPINION, WEEK, Floats, Weighed, monday_of, named_in, votes_for, weigh
from tracker.analysis.facts.constraints import Control, Flow, Observation, Resource
from tracker.progress.numbers import Gauge, Number

ANYTHING_ELSE = Resource(uid="", name="Anything else", kind="")
NOBODY_VOTED = "nobody has said what limits this flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A flow's votes as of a day, and what they make of the candidates, in one order: likeliest first.

    named     all that were named, without whatever nobody named
    weighed   older votes count less
    in_full   every vote counts in full
    """

    named: tuple[str, ...]
    votes: tuple[Observation, ...]
    weighed: Weighed
    in_full: Weighed
    candidates: tuple[ConstraintCandidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Numbers of one way of counting by place of the candidate."""

    shares: tuple[Number, ...]
    chances: tuple[Number, ...]


def rank(flow: Flow, resources: Mapping[str, Resource], *, as_of: date, policy: ConstraintPolicy) -> Ranking:
    """The ranking of a flow; without candidates when nothing was named in it."""
    named = named_in(flow, resources, as_of=as_of)
    votes = votes_for(flow, named, as_of=as_of)
    order, weighed = weighed_in_order(named, resources, votes=votes, as_of=as_of, policy=policy)
    in_full = weigh(votes, order, as_of=as_of)
    fading = estimates(weighed, votes=len(votes), needed=policy.votes)
    full = estimates(in_full, votes=len(votes), needed=policy.votes)
    since = monday_of(as_of) - (policy.half_life_weeks - 1) * WEEK
    found = (
        candidate(resources.get(uid, ANYTHING_ELSE), votes, as_of=as_of, since=since, numbers=numbers)
        for uid, *numbers in zip(order, fading.shares, fading.chances, full.shares, full.chances, strict=True)
    )
    return Ranking(named=named, votes=votes, weighed=weighed, in_full=in_full, candidates=tuple(found))


def chances_on(
    flow: Flow, resources: Mapping[str, Resource], *, as_of: date, policy: ConstraintPolicy
) -> dict[str, float]:
    """P(it limits the flow most often) by uid of each resource that was named, as the ranking of the day has it.

    Without the rest of the ranking; empty when nobody voted.
    """
    named = named_in(flow, resources, as_of=as_of)
    votes = votes_for(flow, named, as_of=as_of)
    if not votes:
        return {}
    order, weighed = weighed_in_order(named, resources, votes=votes, as_of=as_of, policy=policy)
    chances = zip(order, chances_of_being_top(weighed.counts), strict=True)
    return {uid: float(chance) for uid, chance in chances if uid}


def weighed_in_order(
    named: Sequence[str],
    resources: Mapping[str, Resource],
    *,
    votes: Sequence[Observation],
    as_of: date,
    policy: ConstraintPolicy,
) -> tuple[tuple[str, ...], Weighed]:
    """The candidates, likeliest first, and the weight of the votes for each; older votes count less."""
    order = in_order(rivals(named) if named else (), resources, votes=votes, as_of=as_of, policy=policy)
    return order, weigh(votes, order, as_of=as_of, weekly_factor=policy.weekly_factor)


def in_order(
    uids: Sequence[str],
    resources: Mapping[str, Resource],
    *,
    votes: Sequence[Observation],
    as_of: date,
    policy: ConstraintPolicy,
) -> tuple[str, ...]:
    """Uids by the weight of their votes, most first; of equal ones by name, and what nobody named last."""
    counts = dict(zip(uids, weigh(votes, uids, as_of=as_of, weekly_factor=policy.weekly_factor).counts, strict=True))
    return tuple(
        sorted(
            uids, key=lambda uid: (-round(float(counts[uid]), 9), not uid, resources.get(uid, ANYTHING_ELSE).name, uid)
        )
    )


def estimates(weighed: Weighed, *, votes: int, needed: int) -> Estimates:
    """Shares with intervals and chances; unknown without votes, and read with care while the votes are few."""
    share, chance = Gauge(METHOD, "ratio", votes), Gauge(METHOD, "probability", votes)
    if not votes:
        count = len(weighed.counts)
        return Estimates(
            shares=(share.insufficient(NOBODY_VOTED),) * count, chances=(chance.insufficient(NOBODY_VOTED),) * count
        )
    found = share_estimates(weighed.counts)
    triples = zip(found.mean, found.low, found.high, strict=True)
    return Estimates(
        shares=tuple(share.between(float(mean), float(low), float(high)) for mean, low, high in triples),
        chances=tuple(
            chance_number(chance, float(value), effective=weighed.effective, needed=needed)
            for value in chances_of_being_top(weighed.counts)
        ),
    )


def chance_number(gauge: Gauge, value: float, *, effective: float, needed: int) -> Number:
    """A chance, which is read with care while it rests on few votes."""
    if effective >= needed - 1e-9:
        return gauge.value(value)
    return gauge.degraded(value, f"it rests on votes that count as {effective:.1f}; {needed} are needed")


def candidate(
    resource: Resource, votes: Sequence[Observation], *, as_of: date, since: date, numbers: Sequence[Number]
) -> ConstraintCandidate:
    """A resource with what names it.

    since    Monday of the first recent week
    numbers  share and chance, then the same with every vote in full
    """
    own = [each for each in votes if each.resource_uid == resource.uid]
    recent = [each for each in own if each.week_starts_on >= since]
    by_basis = Counter(each.basis for each in own)
    hours = [each.lost_hours for each in own if each.lost_hours is not None]
    control = controlled_on(resource, as_of)
    share, chance, share_in_full, chance_in_full = numbers
    return ConstraintCandidate(
        resource_uid=resource.uid,
        name=resource.name,
        kind=resource.kind,
        controller_uid=control.function_uid if control else "",
        controlled_by=control.function_name if control else "",
        votes=len(own),
        people=by_basis[OPINION],
        queue=by_basis["queue"],
        starvation=by_basis["starvation"],
        utilization=by_basis["utilization"],
        recent=len(recent),
        recent_signs=sum(each.basis != OPINION for each in recent),
        lost_hours=sum(hours, Decimal(0)) if hours else None,
        last_week=max((each.week_starts_on for each in own), default=None),
        share=share,
        chance=chance,
        share_in_full=share_in_full,
        chance_in_full=chance_in_full,
    )


def controlled_on(resource: Resource, day: date) -> Control | None:
    """Who controls the resource on the day, if anybody."""
    holds = (
        each for each in resource.controls if each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
    )
    return next(holds, None)


def tied_at_the_top(counts: Floats) -> int:
    """How many candidates have as much weight as the first; counts are in order."""
    return sum(abs(float(each) - float(counts[0])) <= 1e-9 * max(1.0, float(counts[0])) for each in counts)
