"""Items that are too long to be earned at once: they must be split (METHODS 1.1)."""

from __future__ import annotations

from tracker.progress.exit_sets import ExitPlan
from tracker.progress.forecast.graph import GATE_STAGE, Graph
from tracker.progress.periods import DAYS_PER_WEEK, Period
from tracker.progress.record import Record
from tracker.progress.results import LongItem

MOST_PERIODS = 2
DAYS_PER_PERIOD = {Period.WEEK: DAYS_PER_WEEK, Period.MONTH: 31}


def too_long(record: Record, plan: ExitPlan, graph: Graph) -> tuple[LongItem, ...]:
    """Open items of the exit set that the plan gives more than two review periods, longest first.

    The length is from the last planned finish of what an item waits for to its own; an item that waits for nothing
    has none that is known, and is not judged. Gates are decisions and are not split.
    """
    limit = MOST_PERIODS * DAYS_PER_PERIOD[plan.horizon.period]
    nodes = [graph.nodes[line.uid] for line in plan.lines if line.uid in graph.nodes]
    found = [
        LongItem(uid=node.uid, name=record.items[node.uid].name, days=round(node.planned_days))
        for node in nodes
        if node.finished is None and node.predecessors and node.stage != GATE_STAGE and node.planned_days > limit
    ]
    return tuple(sorted(found, key=lambda each: (-each.days, each.uid)))
