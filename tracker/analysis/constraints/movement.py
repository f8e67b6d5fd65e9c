"""Whether the constraint has moved away from the one on record: only what leads at two reviews in a row counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.analysis.constraints.history import rivals, weighed_on
from tracker.analysis.constraints.policy import ConstraintPolicy
from tracker.analysis.constraints.posterior import chance_of_leading
from tracker.analysis.constraints.results import ConstraintMove, ConstraintMovement, ConstraintReview
from tracker.analysis.constraints.votes import LAST_DAY, monday_of, named_in, votes_by_week, votes_for
from tracker.analysis.constraints.words import moved_words
from tracker.analysis.facts.constraints import Episode, Flow, Resource

REVIEWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """The constraint named for the flow on a day, and the one before it; None where there is none."""

    current: Episode | None
    former: Episode | None


def on_record(flow: Flow, *, as_of: date) -> OnRecord:
    """What the record names on the day; the last day of a constraint still counts."""
    known = [each for each in flow.episodes if each.identified_on <= as_of]
    current = next((each for each in known if each.ended_on is None or each.ended_on >= as_of), None)
    past = [each for each in known if each is not current]
    return OnRecord(current=current, former=past[-1] if past else None)


def movement(flow: Flow, resources: Mapping[str, Resource], *, as_of: date, policy: ConstraintPolicy) -> ConstraintMove:
    """Whether a challenger leads by the votes, older ones counting less, at the last two reviews.

    A review is a week in which somebody voted, from the one in which the constraint was named. One such week is
    something to watch; two with the same challenger say that the constraint has moved.
    source  METHODS 2, step 5 of the focusing steps
    """
    record = on_record(flow, as_of=as_of)
    former = record.former.resource_uid if record.former else ""
    if record.current is None:
        return ConstraintMove(state=ConstraintMovement.NONE_NAMED, former_uid=former)
    incumbent = record.current.resource_uid
    reviews = () if _is_retired(incumbent, resources, as_of) else _reviews(flow, resources, as_of=as_of, policy=policy)
    state = ConstraintMovement.RETIRED if _is_retired(incumbent, resources, as_of) else _state(reviews, policy.moved)
    leads = state in (ConstraintMovement.WATCH, ConstraintMovement.MOVED)
    challenger = reviews[-1].challenger_uid if leads else ""
    move = ConstraintMove(
        state=state,
        incumbent_uid=incumbent,
        incumbent=resources[incumbent].name,
        former_uid=former,
        challenger_uid=challenger,
        challenger=resources[challenger].name if challenger else "",
        reviews=reviews,
    )
    return moved_words(move)


def _is_retired(uid: str, resources: Mapping[str, Resource], day: date) -> bool:
    """Whether the resource can limit nothing any more."""
    last = resources[uid].retired_on
    return last is not None and last < day


def _reviews(
    flow: Flow, resources: Mapping[str, Resource], *, as_of: date, policy: ConstraintPolicy
) -> tuple[ConstraintReview, ...]:
    """The last two weeks with votes since the constraint on record was named, oldest first."""
    current = on_record(flow, as_of=as_of).current
    if current is None:
        return ()
    since = monday_of(current.identified_on)
    weeks = [week for week in votes_by_week(votes_for(flow, resources, as_of=as_of)) if week >= since]
    found = []
    for week in weeks[-REVIEWS:]:
        day = min(week + LAST_DAY, as_of)
        named = named_in(flow, resources, as_of=day)
        counts = weighed_on(flow, named, as_of=day, weekly_factor=policy.weekly_factor).counts
        weights = {uid: float(count) for uid, count in zip(rivals(named), counts, strict=True)}
        own = weights.pop(current.resource_uid)
        challenger = max(weights, key=lambda uid: (weights[uid], uid))
        chance = chance_of_leading(weights[challenger], own)
        found.append(ConstraintReview(week_starts_on=week, challenger_uid=challenger, chance=chance))
    return tuple(found)


def _state(reviews: tuple[ConstraintReview, ...], needed: float) -> ConstraintMovement:
    """Watch when a challenger leads at the last review, moved when the same one led at the review before it too."""
    if not reviews or reviews[-1].chance < needed:
        return ConstraintMovement.STAYS
    if len(reviews) < REVIEWS or reviews[0].chance < needed:
        return ConstraintMovement.WATCH
    return (
        ConstraintMovement.MOVED if reviews[0].challenger_uid == reviews[1].challenger_uid else ConstraintMovement.WATCH
    )
