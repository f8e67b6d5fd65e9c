"""The oldest failure of all: a function improves its own number while the shared one gets worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.analysis.metrics.results import LocalGain, MetricFinding, MetricStanding
from tracker.progress.words import and_words


def local_gains(metrics: Sequence[MetricFinding]) -> tuple[LocalGain, ...]:
    """Metrics that are not shared and improve, while a shared one of the same flow, or of the whole, worsens."""
    return tuple(found(metrics))


def found(metrics: Sequence[MetricFinding]) -> Iterator[LocalGain]:
    worse = [each for each in metrics if each.sharing.is_shared and each.standing is MetricStanding.WORSENED]
    for local in metrics:
        if local.sharing.is_shared or local.standing is not MetricStanding.IMPROVED:
            continue
        beside = [each for each in worse if not each.flow_uid or not local.flow_uid or each.flow_uid == local.flow_uid]
        if beside:
            whose = f", for which {local.sharing.owners[0]} alone answers," if len(local.sharing.owners) == 1 else ""
            names = and_words(each.label for each in beside)
            words = f"{local.label}{whose} improves while {names}, for which two functions answer, worsens."
            if len(beside) > 1:
                words = f"{local.label}{whose} improves while {names}, for which two functions answer, worsen."
            yield LocalGain(local=local.uid, shared=tuple(each.uid for each in beside), sentence=words)
