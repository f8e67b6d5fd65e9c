"""How long work took against its plan: slip ratios of what is done, the reference class of what is not.

Source: METHODS 1.4 (ii).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tracker.progress.forecast.graph import Graph, Node

FEWEST = 20
"""Below so many completed items of a stage all stages are pooled; below so many in all nothing is forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPool:
    """Actual over planned duration of completed items, by stage and all together, each sorted."""

    by_stage: Mapping[str, Sequence[float]]
    every: Sequence[float]

    @property
    def suffices(self) -> bool:
        """Whether enough is done to draw from."""
        return len(self.every) >= FEWEST

    def of(self, stage: str) -> Sequence[float]:
        """The ratios to draw from for a stage: its own when there are enough of them, else all."""
        own = self.by_stage.get(stage, ())
        return own if len(own) >= FEWEST else self.every


def slip_pool(graph: Graph) -> SlipPool:
    """The ratios of everything done in ``graph``."""
    by_stage: defaultdict[str, list[float]] = defaultdict(list)
    for node in graph.nodes.values():
        ratio = slip_ratio(node, graph.nodes)
        if ratio is not None:
            by_stage[node.stage].append(ratio)
    every = sorted(ratio for ratios in by_stage.values() for ratio in ratios)
    return SlipPool(by_stage={stage: sorted(ratios) for stage, ratios in by_stage.items()}, every=every)


def slip_ratio(node: Node, nodes: Mapping[str, Node]) -> float | None:
    """Actual over planned duration; None while it is open, and where one of the two has no length.

    It began when its start was recorded, else when the last of what it waited for was done, else with the program.
    An item that was done before what it waited for, without a start of its own, has no duration.
    """
    if node.finished is None or node.planned_days <= 0:
        return None
    began = begin_of(node, nodes)
    return None if began is None or began > node.finished else (node.finished - began) / node.planned_days


def begin_of(node: Node, nodes: Mapping[str, Node]) -> float | None:
    """The work day on which it began, or None while something it waits for is open."""
    if node.started is not None:
        return node.started
    finishes = [nodes[uid].finished for uid in node.predecessors]
    known = [finish for finish in finishes if finish is not None]
    return max(known, default=0.0) if len(known) == len(finishes) else None


def bound_of_next(ratios: Iterable[float], chance: float) -> float | None:
    """The ratio that a new item stays within with at least ``chance``, whatever the shape; None with too few.

    It is the k-th smallest of n with k = ceil((n + 1) chance): 19 past ratios bound a new one at 90 % by their 18th.
    """
    past = sorted(ratios)
    place = ceil((len(past) + 1) * chance - 1e-9)
    return past[place - 1] if 1 <= place <= len(past) else None
