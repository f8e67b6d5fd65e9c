"""How likely a horizon is met: the smaller of the two forecasts, in numbers and in words (METHODS 1.4, 1.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.progress.as_of import accepted_on, is_removed
from tracker.progress.earliest import earliest_gates
from tracker.progress.exit_sets import STRUCTURAL, ExitPlan
from tracker.progress.facts import Gate
from tracker.progress.forecast.bound import bounded, last_needed, later
from tracker.progress.forecast.chances import horizon_sentence
from tracker.progress.forecast.graph import Graph, read_graph
from tracker.progress.forecast.pace import PacePrior
from tracker.progress.forecast.pace_outlook import read_pace_outlook
from tracker.progress.forecast.path_outlook import Paths, likely_days, read_path_outlook
from tracker.progress.forecast.slips import slip_pool
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.outlooks import Outlook, PaceOutlook, PathOutlook
from tracker.progress.record import Basis, Record

METHOD = "forecast"
LARGE_GAP = 0.15
NOTHING_LEFT = "all that was still open has left the program: nothing is left to forecast"


class Forecaster:
    """The forecasts of one record as of a day; each baseline's items are drawn once, for all horizons and gates."""

    def __init__(self, record: Record, as_of: date) -> None:
        self._record, self._as_of = record, as_of
        self._paths: dict[tuple[int, str], Paths] = {}
        self.earliest = earliest_gates(record, as_of)

    def outlook(self, plan: ExitPlan, basis: Basis) -> Outlook:
        """How likely the horizon of ``plan`` is met, never above what the earliest possible dates allow."""
        outlook = read_outlook(self._record, plan, self._as_of, paths=self._paths_of(basis, plan.horizon.kind))
        last = last_needed(self._record, plan, self.earliest)
        names = {gate.code: gate.name for gate in self._record.gates}
        return bounded(outlook, plan, last, names=names, as_of=self._as_of)

    def gate_days(self, gate: Gate) -> tuple[date | None, date | None]:
        """The days between which an open gate is passed with 80 % chance, by the original plan's path."""
        paths = self._paths_of(Basis.ORIGINAL, STRUCTURAL)
        days = likely_days(self._record, self._as_of, gate.item_uid, paths=paths)
        bound = self.earliest.get(gate.code)
        return (later(days[0], bound.on), later(days[1], bound.on)) if bound else days

    def graph(self, basis: Basis, dimension: str) -> Graph:
        """What waits for what in the plan of ``basis``."""
        return self._paths_of(basis, dimension).graph

    def _paths_of(self, basis: Basis, dimension: str) -> Paths:
        baseline = self._record.baseline(self._as_of, basis)
        key = (baseline.number if baseline else 0, dimension)
        if key not in self._paths:
            graph = read_graph(self._record, self._as_of, basis, dimension=dimension)
            self._paths[key] = Paths.of(graph, slip_pool(graph))
        return self._paths[key]


def read_outlook(
    record: Record, plan: ExitPlan, as_of: date, *, paths: Paths, prior: PacePrior | None = None
) -> Outlook:
    """The chance that everything the horizon needs is accepted by its day, as of a day."""
    if is_descoped(record, plan, as_of):
        nothing = Gauge(METHOD, "probability", len(plan.lines)).not_applicable(NOTHING_LEFT)
        pace, path = PaceOutlook(chance=nothing), PathOutlook(chance=nothing)
    else:
        pace = read_pace_outlook(record, plan, as_of, prior=prior)
        path = read_path_outlook(record, plan, as_of, paths=paths)
    known = settled_chance(record, plan, as_of)
    chance, driven_by = (known, "known") if known else smaller(pace, path)
    driver = path if driven_by == "path" else pace
    outlook = Outlook(
        chance=chance,
        driven_by=driven_by,
        differ=differ(pace.chance, path.chance),
        likely_from=driver.finish_10,
        likely_to=driver.finish_90,
        sentence="",
        pace=pace,
        path=path,
    )
    return replace(outlook, sentence=horizon_sentence(outlook, plan.horizon, on=plan.horizon_on(as_of)))


def is_descoped(record: Record, plan: ExitPlan, as_of: date) -> bool:
    """Whether something of the plan is not accepted, and all of that was removed from the program."""
    items = [record.items[line.uid] for line in plan.lines]
    still_open = [item for item in items if accepted_on(item, as_of) is None]
    return bool(still_open) and all(is_removed(item, as_of) for item in still_open)


def settled_chance(record: Record, plan: ExitPlan, as_of: date) -> Number | None:
    """1 or 0 once everything is accepted, or the day has passed; None while it is open.

    What was accepted on that day decides, whatever lapsed afterwards.
    """
    gauge = Gauge(METHOD, "probability", len(plan.lines))
    history, day = record.history(plan, as_of), plan.horizon_on(as_of)
    if as_of > day:
        return gauge.value(1.0 if history.until(day).complete_on is not None else 0.0)
    return gauge.value(1.0) if history.complete_on is not None else None


def smaller(pace: PaceOutlook, path: PathOutlook) -> tuple[Number, str]:
    """The smaller chance of those that could be worked out, and which it is; else what the pace still lacks."""
    known = [(each.chance, name) for each, name in ((pace, "pace"), (path, "path")) if each.chance.value is not None]
    if not known:
        return pace.chance, "pace"
    return min(known, key=lambda pair: pair[0].value or 0.0)


def differ(pace: Number, path: Number) -> bool:
    """Whether the two forecasts tell different stories: more than 15 points apart."""
    if State.DEGRADED in (pace.state, path.state) or pace.value is None or path.value is None:
        return False
    return abs(pace.value - path.value) > LARGE_GAP
