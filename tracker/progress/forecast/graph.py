"""A program's items as a graph on one axis of work days: day 0 is the start, days of a pause do not count.

Planned dates lie on the same axis, since no plan reckons with a pause (docs/adr/0013).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.progress.as_of import accepted_on
from tracker.progress.facts import Item
from tracker.progress.pauses import stopped_days
from tracker.progress.record import Basis, Record

GATE_STAGE = "gate decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item that a baseline plans. Days are work days since the start; they may lie before it.

    stage         the sequence step; gates have a stage of their own
    predecessors  uids of other nodes, without those that would close a circle
    planned_from  when the plan has everything before it done, at the earliest the start
    rank          its place among all items of the program, by uid
    """

    uid: str
    stage: str
    rank: int
    predecessors: tuple[str, ...]
    planned_from: float
    planned_to: float
    started: float | None
    finished: float | None

    @property
    def planned_days(self) -> float:
        """How long the plan gives it; 0 when it is planned with or before what it waits for."""
        return max(0.0, self.planned_to - self.planned_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The nodes of one baseline in an order in which predecessors come first; ``now`` is the day reckoned."""

    now: float
    nodes: Mapping[str, Node]


def work_day(record: Record, day: date) -> float:
    """``day`` as work days since the start of the program; the start must be set."""
    start = record.facts.start_on
    assert start is not None, "a program without a start has no work days"
    return float((day - start).days - stopped_days(record.facts.pauses, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a graph is on every day on which the same items are in the program.

    before  uids of the nodes that each waits for; nodes stand in an order in which these come first
    plans   (planned_from, planned_to) of each
    """

    before: Mapping[str, tuple[str, ...]]
    plans: Mapping[str, tuple[float, float]]


def read_graph(record: Record, as_of: date, basis: Basis, *, dimension: str) -> Graph:
    """The items of one dimension that the baseline of ``basis`` plans, as of a day; items taken out are left out.

    Structural and cultural work are never mixed: a link through other items stands as a link to what they wait for.
    Cost: one pass over items and links, of links only once for a record while nothing is taken out.
    """
    baseline = record.baseline(as_of, basis)
    key = ("layout", baseline and baseline.number, dimension, record.removed_by(as_of))
    layout = record.once(key, lambda: _lay_out(record, as_of, basis, dimension=dimension))
    ranks = record.once("ranks", lambda: {uid: rank for rank, uid in enumerate(sorted(record.items))})
    nodes: dict[str, Node] = {}
    for uid, earlier in layout.before.items():
        item = record.items[uid]
        done_on = accepted_on(item, as_of)
        begun = item.started_on if item.started_on and item.started_on <= as_of else None
        nodes[uid] = Node(
            uid=uid,
            stage=GATE_STAGE if item.kind == "gate" else item.step,
            rank=ranks[uid],
            predecessors=earlier,
            planned_from=layout.plans[uid][0],
            planned_to=layout.plans[uid][1],
            started=work_day(record, begun) if begun else None,
            finished=work_day(record, done_on) if done_on else None,
        )
    return Graph(now=work_day(record, as_of), nodes=nodes)


def _lay_out(record: Record, as_of: date, basis: Basis, *, dimension: str) -> Layout:
    """The items that the baseline plans and that are in the program, with what each waits for and its plan."""
    start, planned = record.facts.start_on, record.planned(as_of, basis)
    assert start is not None, "a program without a start has no graph"
    removed = record.removed_by(as_of)
    items = {
        uid: item
        for uid, item in record.items.items()
        if item.dimension == dimension and uid in planned and uid not in removed
    }
    waits_for = {uid: _within(record, items, uids) for uid, uids in _waits_for(record, items).items()}
    before: dict[str, tuple[str, ...]] = {}
    plans: dict[str, tuple[float, float]] = {}
    for uid in _in_order(waits_for):
        before[uid] = tuple(each for each in waits_for[uid] if each in before)
        begins = max((plans[each][1] for each in before[uid]), default=0.0)
        plans[uid] = (begins, float((planned[uid] - start).days))
    return Layout(before=before, plans=plans)


def _waits_for(record: Record, items: Mapping[str, Item]) -> dict[str, list[str]]:
    """What each item waits for: its predecessors, and for a gate also the items that it needs, by uid."""
    of_gate: defaultdict[str, list[str]] = defaultdict(list)
    for item in items.values():
        if item.gate and item.kind != "gate":
            of_gate[item.gate].append(item.uid)
    codes = {gate.item_uid: gate.code for gate in record.gates}
    return {
        uid: sorted({*item.predecessors, *(of_gate[codes[uid]] if uid in codes else ())}) for uid, item in items.items()
    }


def _within(record: Record, items: Mapping[str, Item], uids: Iterable[str]) -> list[str]:
    """``uids`` with each that is not of ``items`` replaced by what that one waits for, sorted."""
    found: set[str] = set()
    waiting, seen = list(uids), set()
    while waiting:
        uid = waiting.pop()
        if uid in items:
            found.add(uid)
        elif uid in record.items and uid not in seen:
            seen.add(uid)
            waiting.extend(record.items[uid].predecessors)
    return sorted(found)


def _in_order(before: Mapping[str, list[str]]) -> list[str]:
    """Uids, predecessors first; a link that closes a circle is not followed. The same links give the same order."""
    order: list[str] = []
    state: dict[str, bool] = {}
    for root in sorted(before):
        stack = [(root, iter(before[root]))] if root not in state else []
        state.setdefault(root, False)
        while stack:
            uid, rest = stack[-1]
            following = next((each for each in rest if each not in state), None)
            if following is None:
                stack.pop()
                state[uid] = True
                order.append(uid)
            else:
                state[following] = False
                stack.append((following, iter(before[following])))
    return order
