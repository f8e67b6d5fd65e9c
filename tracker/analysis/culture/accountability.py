"""Leaders whose formal evaluation rests on shared metrics (METHODS 1.6 b2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.results import METHOD, Accountability
from tracker.analysis.facts.metrics import Evaluation, Leader, MetricFacts
from tracker.analysis.rights.standing import holds_on
from tracker.progress.numbers import Gauge, Number
from tracker.progress.periods import add_months
from tracker.progress.words import count_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A leader on the day. ``is_recorded`` while any evaluation of the leader is on record."""

    function: str
    is_recorded: bool
    counts: bool


def judged_leaders(facts: MetricFacts, *, as_of: date, policy: CulturePolicy) -> tuple[Judged, ...]:
    """Every leader of the day, once for each function that the person leads."""
    leading = {(each.person_uid, each.function_uid): each for each in facts.leaders if holds_on(each, as_of)}
    return tuple(judged(each, facts.evaluations, as_of=as_of, policy=policy) for _, each in sorted(leading.items()))


def judged(leader: Leader, evaluations: Iterable[Evaluation], *, as_of: date, policy: CulturePolicy) -> Judged:
    """Whether the leader's current evaluation rests on shared metrics, and has been through a review that was held.

    The cycle that began last says what counts now; the review that was held last says that it is meant. A cycle whose
    review is overdue by more than the time after which evidence expires takes the leader out of the count.
    """
    own = sorted(
        (
            each
            for each in evaluations
            if (each.person_uid, each.function_uid) == (leader.person_uid, leader.function_uid)
            and each.cycle_starts_on <= as_of
        ),
        key=lambda each: each.cycle_starts_on,
    )
    held = [each for each in own if each.completed_on is not None and each.completed_on <= as_of]
    enough = Decimal(str(policy.shared_weight))
    late = [
        each
        for each in own[len(own) - 1 if not held else own.index(held[-1]) + 1 :]
        if add_months(each.cycle_ends_on, policy.evidence_months) < as_of
    ]
    counts = bool(held) and held[-1].shared_weight >= enough and own[-1].shared_weight >= enough and not late
    return Judged(function=leader.function_uid, is_recorded=bool(own), counts=counts)


def accountability_of(leaders: Sequence[Judged], *, function: str = "") -> Accountability:
    """The share of these leaders; unknown while no evaluation of any of them is on record."""
    counted = sum(each.counts for each in leaders)
    unrecorded = sum(not each.is_recorded for each in leaders)
    return Accountability(
        function=function,
        leaders=len(leaders),
        counted=counted,
        unrecorded=unrecorded,
        share=share_of(len(leaders), counted=counted, unrecorded=unrecorded),
    )


def share_of(leaders: int, *, counted: int, unrecorded: int) -> Number:
    """Counted leaders of all; a census, so without an interval."""
    gauge = Gauge(METHOD, "ratio", leaders)
    if not leaders:
        return gauge.insufficient("no function has a lead yet")
    if unrecorded == leaders:
        return gauge.insufficient("no evaluation of a leader is on record")
    if unrecorded:
        one = "has" if unrecorded == 1 else "have"
        return gauge.degraded(
            counted / leaders,
            f"{count_words(unrecorded, 'leader')} {one} no evaluation on record and do not count"
            if unrecorded > 1
            else "1 leader has no evaluation on record and does not count",
        )
    return gauge.value(counted / leaders)


def cycle_was_held(facts: MetricFacts, *, as_of: date, policy: CulturePolicy) -> bool:
    """Whether at least one cycle that is over was reviewed with enough of it on shared metrics."""
    enough = Decimal(str(policy.shared_weight))
    return any(
        each.shared_weight >= enough
        and each.cycle_ends_on <= as_of
        and each.completed_on is not None
        and each.completed_on <= as_of
        for each in facts.evaluations
    )
