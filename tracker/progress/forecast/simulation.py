"""Many ways in which what is left may go: every item of a graph, drawn from what the like took so far.

A gate is as late as the last of what it needs, which a total of earned weight cannot see (METHODS 1.4 ii).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tracker.progress.forecast.graph import Graph, Node
from tracker.progress.forecast.slips import SlipPool

DRAWS = 10_000
SEED = 20_260_101
Draws = NDArray[np.float32]
ON_PLAN = np.ones(DRAWS, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """When each open item is done, in work days: 10,000 draws of float32 by uid. Done items are not among them.

    past     slip ratios to draw from by stage: each ten-thousandth of what was seen, sorted
    lengths  days that each item takes which waits for another one
    """

    graph: Graph
    past: Mapping[str, Draws]
    lengths: Mapping[str, Draws]
    finishes: Mapping[str, Draws]

    def mean_of(self, uid: str) -> float:
        """The mean finish of an open item."""
        return float(self.finishes[uid].mean())

    def last_of(self, uids: Iterable[str]) -> Draws | None:
        """When the last of ``uids`` is done in each draw; None when none of them is open."""
        return last_of(self.finishes, uids)

    def on_plan(self, uid: str) -> Simulation:
        """The same draws, but that one item takes as long as planned; what has taken longer ends today.

        Cost: that of the items that come after it.
        """
        changed, finishes = {uid}, dict(self.finishes)
        for node in self._open_nodes():
            if node.uid == uid:
                finishes[uid] = _finish(self.graph, finishes, node, past=ON_PLAN, length=_length(node, ON_PLAN))
            elif not changed.isdisjoint(node.predecessors):
                past, length = self.past[node.stage], self.lengths.get(node.uid)
                finishes[node.uid] = _finish(self.graph, finishes, node, past=past, length=length)
                changed.add(node.uid)
        return replace(self, finishes=finishes)

    def _open_nodes(self) -> Iterable[Node]:
        return (self.graph.nodes[uid] for uid in self.graph.nodes if uid in self.finishes)


def simulate(graph: Graph, pool: SlipPool) -> Simulation:
    """Every open item drawn; the same graph and pool give the same draws.

    Cost: some vector operations of 10,000 for each open item.
    """
    open_nodes = [node for node in graph.nodes.values() if node.finished is None]
    past = {stage: _spread(np.asarray(pool.of(stage), np.float32)) for stage in {node.stage for node in open_nodes}}
    finishes: dict[str, Draws] = {}
    lengths: dict[str, Draws] = {}
    for node in open_nodes:
        if node.started is None and any(each in finishes for each in node.predecessors):
            lengths[node.uid] = _length(node, past[node.stage])
        finishes[node.uid] = _finish(graph, finishes, node, past=past[node.stage], length=lengths.get(node.uid))
    return Simulation(graph=graph, past=past, lengths=lengths, finishes=finishes)


def last_of(finishes: Mapping[str, Draws], uids: Iterable[str]) -> Draws | None:
    """The latest of the named finishes in each draw; None when none is there."""
    found = [finishes[uid] for uid in uids if uid in finishes]
    if len(found) < 2:
        return found[0] if found else None
    latest: Draws = np.maximum(found[0], found[1])
    for each in found[2:]:
        np.maximum(latest, each, out=latest)
    return latest


def _length(node: Node, past: Draws) -> Draws:
    """How long an item takes in each draw, once it can begin."""
    return past.take(order(node.rank)) * np.float32(node.planned_days)


def _finish(graph: Graph, finishes: Mapping[str, Draws], node: Node, *, past: Draws, length: Draws | None) -> Draws:
    """When one item is done in each draw; what it waits for was drawn before.

    length  days that it takes; given where it begins with the end of an open item, which is never before today
    """
    waiting = last_of(finishes, node.predecessors)
    if waiting is not None and node.started is None and length is not None:
        return waiting + length
    done = max((graph.nodes[uid].finished or 0.0 for uid in node.predecessors), default=0.0)
    days = np.float32(node.planned_days)
    began = np.float32(done if node.started is None else node.started)
    first = int(np.searchsorted(past * days, np.float32(graph.now) - began, side="right"))
    if first == 0:
        finish = began + past.take(order(node.rank)) * days
    elif first < DRAWS:
        # What it has outlived already is out of the question.
        finish = began + _spread(past[first:]).take(order(node.rank)) * days
    else:
        left = 0.0 if past is ON_PLAN else float(past[DRAWS // 2]) * node.planned_days
        finish = np.full(DRAWS, graph.now + left, dtype=np.float32)
    return finish if waiting is None else np.maximum(finish, waiting)


def _spread(ratios: Draws) -> Draws:
    """Sorted ratios, each in as many of 10,000 places as its share of them."""
    return ratios.take(np.arange(DRAWS) * len(ratios) // DRAWS)


@lru_cache(maxsize=1024)
def order(rank: int) -> NDArray[np.intp]:
    """The places 0 to 9,999 in a random order of the item's own.

    So each item draws its whole past once, in every mixture with the others. The order depends on the rank alone: from
    day to day a chance changes for a reason of the record, never by the draw.
    """
    return np.random.default_rng((SEED, rank)).permutation(DRAWS)
