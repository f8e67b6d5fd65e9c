"""The gate-path forecast of one exit set: chance, finish, critical path, and what would move it most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt

import numpy as np

from tracker.progress.exit_sets import ExitPlan
from tracker.progress.forecast.graph import Graph, Node
from tracker.progress.forecast.simulation import DRAWS, Draws, Simulation, simulate
from tracker.progress.forecast.slips import FEWEST, SlipPool
from tracker.progress.numbers import Gauge, Number
from tracker.progress.outlooks import CriticalItem, Mover, PathOutlook
from tracker.progress.pauses import stopped_days
from tracker.progress.record import Record

METHOD = "forecast"
MOST_MOVERS = 3
NO_LINKS = "nothing says what waits for what: link the milestones to see the path of the gates"
# Days are stored with seven digits; the last of them must not decide whether a day is reached.
NOISE_DAYS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """One baseline's graph, what the past says about slips, and the draws; one for all horizons."""

    graph: Graph
    pool: SlipPool
    simulation: Simulation | None

    @classmethod
    def of(cls, graph: Graph, pool: SlipPool) -> Paths:
        """The draws of ``graph``, when there are links and enough of the past to draw from."""
        linked = any(node.predecessors for node in graph.nodes.values())
        return cls(graph=graph, pool=pool, simulation=simulate(graph, pool) if linked and pool.suffices else None)

    @property
    def why_not(self) -> str:
        """Why nothing was drawn; empty when it was."""
        if self.simulation is not None:
            return ""
        done = len(self.pool.every)
        few = f"{FEWEST} items with a planned and an actual length must be done, {done} {'is' if done == 1 else 'are'}"
        return NO_LINKS if self.pool.suffices else few


def read_path_outlook(record: Record, plan: ExitPlan, as_of: date, *, paths: Paths) -> PathOutlook:
    """When all of the exit set is accepted; insufficient with the reason where nothing could be drawn."""
    needed = [line.uid for line in plan.lines if line.uid in paths.graph.nodes]
    open_uids = [uid for uid in needed if paths.graph.nodes[uid].finished is None]
    gauge = Gauge(METHOD, "probability", len(paths.pool.every))
    if not open_uids:
        return PathOutlook(chance=gauge.not_applicable("everything is accepted"))
    last = paths.simulation.last_of(open_uids) if paths.simulation else None
    if paths.simulation is None or last is None:
        return PathOutlook(chance=gauge.insufficient(paths.why_not))
    critical = critical_path(paths, open_uids)
    limit = float((plan.horizon.falls_on(plan.start_on) - plan.start_on).days)
    day_10, day_50, day_80, day_90 = (_date(record, as_of, _quantile(last, each)) for each in (0.1, 0.5, 0.8, 0.9))
    return PathOutlook(
        chance=_chance(gauge, _share_by(last, limit)),
        finish_10=day_10,
        finish_50=day_50,
        finish_80=day_80,
        finish_90=day_90,
        critical=tuple(
            CriticalItem(
                uid=uid,
                name=record.items[uid].name,
                likely_on=_date(record, as_of, paths.simulation.mean_of(uid)),
            )
            for uid in critical
        ),
        movers=movers(record, paths, open_uids, critical=critical, limit=limit),
    )


def likely_days(record: Record, as_of: date, uid: str, *, paths: Paths) -> tuple[date | None, date | None]:
    """The days between which one open item is accepted with 80 % chance; None where nothing was drawn."""
    drawn = paths.simulation.last_of([uid]) if paths.simulation else None
    if drawn is None:
        return None, None
    return _date(record, as_of, _quantile(drawn, 0.1)), _date(record, as_of, _quantile(drawn, 0.9))


def critical_path(paths: Paths, uids: Collection[str]) -> tuple[str, ...]:
    """Open items on the path that ends last in the mean of the draws, first to last."""
    simulation = paths.simulation
    assert simulation is not None, "there is no path without draws"
    path: list[str] = []
    latest = list(uids)
    while latest:
        uid = max(latest, key=lambda each: (simulation.mean_of(each), each))
        path.append(uid)
        latest = [each for each in paths.graph.nodes[uid].predecessors if each in simulation.finishes]
    return tuple(reversed(path))


def movers(
    record: Record, paths: Paths, uids: Collection[str], *, critical: Sequence[str], limit: float
) -> tuple[Mover, ...]:
    """The items that would change the chance most by going as planned, each tried in the same draws.

    uids      everything open that the horizon needs
    critical  uids of the items on the critical path; the others move little
    limit     the horizon's work day
    Cost: for each item tried, that of the items after it; only the most hopeful are tried.
    """
    simulation = paths.simulation
    assert simulation is not None, "nothing moves without draws"
    last = simulation.last_of(uids)
    assert last is not None, "nothing is open"
    found = []
    for node in _hopeful(paths, critical, last):
        better = simulation.on_plan(node.uid).last_of(uids)
        assert better is not None, "the same items are open in both"
        points = 100 * (_share_by(better, limit) - _share_by(last, limit))
        days = float(np.mean(last) - np.mean(better))
        found.append(Mover(uid=node.uid, name=record.items[node.uid].name, points=points, days=days))
    useful = [mover for mover in found if mover.points >= 1 or mover.days >= 1]
    return tuple(sorted(useful, key=lambda each: (-each.points, -each.days, each.uid)))


def _hopeful(paths: Paths, critical: Sequence[str], last: Draws) -> list[Node]:
    """Critical items with a length whose own time goes with the finish of the whole most closely."""
    simulation = paths.simulation
    assert simulation is not None, "nothing is hopeful without draws"
    drawn = [paths.graph.nodes[uid] for uid in critical if paths.graph.nodes[uid].planned_days > 0]
    finish = last - last.mean()
    together = []
    for node in drawn:
        waited = simulation.last_of(node.predecessors)
        own = simulation.finishes[node.uid] - (0 if waited is None else waited)
        together.append(float(np.dot(own - own.mean(), finish)))
    ranked = sorted(zip(together, drawn, strict=True), key=lambda pair: (-pair[0], pair[1].uid))
    return [node for covariance, node in ranked[:MOST_MOVERS] if covariance > 0]


def _share_by(finishes: Draws, limit: float) -> float:
    """Share of the draws that are done by the end of a work day."""
    return float(np.mean(finishes <= limit + NOISE_DAYS))


def _chance(gauge: Gauge, chance: float) -> Number:
    """A chance with the 95 % interval of the draws."""
    half = 1.96 * sqrt(chance * (1 - chance) / DRAWS)
    return gauge.between(chance, max(0.0, chance - half), min(1.0, chance + half))


def _quantile(finishes: Draws, chance: float) -> float:
    """The work day by which so large a share of the draws is done."""
    return float(np.partition(finishes, ceil(chance * DRAWS) - 1)[ceil(chance * DRAWS) - 1])


def _date(record: Record, as_of: date, day: float) -> date | None:
    """The calendar day of a work day from now on, days of a pause included."""
    start = record.facts.start_on
    whole = ceil(day - NOISE_DAYS) + stopped_days(record.facts.pauses, as_of)
    return start + timedelta(days=whole) if start and whole < 100 * 366 else None
