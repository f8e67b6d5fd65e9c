"""The vital few of a ranking with their intervals, and what they say of the claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tracker.analysis import pareto
from tracker.analysis.interfaces.policy import InterfacePolicy
from tracker.analysis.interfaces.resampling import Spread, draw, gini_interval, seed_of, spread
from tracker.analysis.interfaces.results import METHOD, ConcentrationVerdict, VitalInterfaces
from tracker.analysis.interfaces.rows import Inclusions, Ranking
from tracker.analysis.interfaces.sentences import few_sentence
from tracker.progress.numbers import Gauge, Number, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampled:
    """What the resamples say; spreads in the order of ``pareto.SHARES``."""

    seed: int
    spreads: tuple[Spread, ...]
    gini: tuple[float, float]
    inclusions: Inclusions


def resample(ranking: Ranking) -> Resampled:
    """The incidents of the ranking drawn again, with a seed that follows from them."""
    places = {each.uid: each.interface for each in ranking.incidents}
    seed = seed_of(ranking.worth.hundredths, places)
    drawn = draw(ranking.groups(), seed=seed)
    spreads = tuple(spread(drawn, share) for share in pareto.SHARES)
    at_70, at_80 = (dict(zip(ranking.grouped(), each.inclusion, strict=True)) for each in spreads)
    return Resampled(
        seed=seed,
        spreads=spreads,
        gini=gini_interval(drawn, len(ranking.sums)),
        inclusions=Inclusions(at_70=at_70, at_80=at_80),
    )


def few_at(share: Decimal, ranking: Ranking, found: Spread, *, reason: str) -> VitalInterfaces:
    """The vital few of a ranking with a total, with the interval of their number.

    reason  why they are provisional, or empty
    """
    few = pareto.vital_few(ranking.sums, share, counts=ranking.counts)
    assert few is not None, "a ranking with a total has vital few"
    basis = ranking.worth.basis
    k = bounded(Gauge(METHOD, "interfaces", basis.counted), few.k, (found.low, found.high), reason=reason)
    said = VitalInterfaces(
        share=share,
        k=k,
        of=few.of,
        uids=few.keys,
        achieved=few.achieved,
        tied=few.tied,
        whole_tie=few.whole_tie,
        sentence="",
    )
    return replace(said, sentence=f"{few_sentence(said, basis)}.")


def bounded(gauge: Gauge, value: float, interval: tuple[float, float], *, reason: str) -> Number:
    """A number with its interval, which holds the number itself; degraded when there is a reason."""
    number = gauge.between(float(value), min(value, interval[0]), max(value, interval[1]))
    return replace(number, state=State.DEGRADED, reason=reason) if reason else number


def scaled(number: Number, factor: float) -> Number:
    """The number and its interval times a factor."""
    value, interval = number.value, number.interval
    return replace(
        number,
        value=None if value is None else value * factor,
        interval=None if interval is None else (interval[0] * factor, interval[1] * factor),
    )


def verdict_at(k: float, gini: float, of: int, *, policy: InterfacePolicy) -> ConcentrationVerdict:
    """No concentration when it takes more than half of the interfaces, or when Gini is low."""
    few_share, least = float(policy.few_share), float(policy.gini)
    return ConcentrationVerdict.SPREAD if k / of > few_share or gini < least else ConcentrationVerdict.CONCENTRATED


def verdicts(few: VitalInterfaces, gini: Number, *, policy: InterfacePolicy) -> tuple[ConcentrationVerdict, bool]:
    """The verdict, and whether the ends of both intervals say the same."""
    assert few.k.value is not None, "the number of the vital few is known"
    assert gini.value is not None, "so is Gini"
    verdict = verdict_at(few.k.value, gini.value, few.of, policy=policy)
    ends = {verdict_at(k, ratio, few.of, policy=policy) for k in few.k.interval or () for ratio in gini.interval or ()}
    return verdict, ends == {verdict}
