"""A program that keeps the order, told by days since day 0; a name is its own uid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.tracker.analysis.metrics.builders import make_baseline, make_definition, make_metric, make_readings
from tests.tracker.analysis.pilots.builders import MONDAY, pilot
from tests.tracker.analysis.rights.builders import ABOVE, make_resource
from tracker.analysis.constraints.analyze import analyze_constraints
from tracker.analysis.facts.constraints import ConstraintFacts, Episode, Flow, Observation
from tracker.analysis.facts.decisions import Authority, DecisionFacts, DecisionRight
from tracker.analysis.facts.governance import Waiver
from tracker.analysis.facts.interfaces import Interface
from tracker.analysis.facts.metrics import JudgedMetric, MetricFacts, Signature
from tracker.analysis.facts.pilots import PilotFact, PilotFacts
from tracker.analysis.facts.plan import PlanFacts, PlannedWork
from tracker.analysis.facts.planning import CycleFact, StageFact
from tracker.analysis.facts.readings import Reading
from tracker.analysis.guard.analyze import analyze_guard
from tracker.analysis.guard.question import GuardFacts, GuardFound
from tracker.analysis.guard.results import GuardAnalysis, GuardGate, GuardRule, GuardViolation
from tracker.analysis.metrics import MetricsFacts, analyze_metrics
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.analysis.rights import RightsFacts
from tracker.progress.exit_sets import GATE_ORDER
from tracker.progress.numbers import State
from tracker.progress.results import GateProgress, OutOfOrder, SequenceProgress

START = date(2026, 3, 30)
FUNCTIONS = ("Planning", "Procurement", "Operations")
LEVELS = {"Planning": "Sales plan", "Procurement": "Orders", "Operations": "Slots"}
GOOD = (10, 11, 9, 12, 10, 9, 11, 10, 12, 9, 10, 11)
CALM = (10, 12, 9, 11, 10, 12, 9, 11, 10)
BETTER = (2, 3, 2, 3, 2, 3, 2, 3)
AT_PASS = {"G0": 15, "G1": 35, "G2": 40, "G3": 72, "GR": 90, "G4": 151, "G5": 172}


def on(day: int) -> date:
    """The date so many days after day 0."""
    return START + timedelta(days=day)


def make_stages(flow: str = "Pumps") -> tuple[StageFact, ...]:
    """Planning, procurement and operations, one after the other."""
    return tuple(
        StageFact(
            uid=f"{flow} {name}",
            flow=flow,
            position=place,
            name=f"{name} stage",
            function=name,
            function_name=name,
            level=LEVELS[name],
        )
        for place, name in enumerate(FUNCTIONS)
    )


def make_cycle(function: str, days: int, *, first: int = -300, last: int | None = None, **given: Any) -> CycleFact:
    values: dict[str, Any] = {
        "level": LEVELS[function],
        "anchor_at": None,
        "cut_off_lead_days": Decimal(0),
        "processing_days": Decimal(1),
        "handoff_days": Decimal(0),
        "calendar": None,
    }
    return CycleFact(
        uid=f"{function} {first}",
        function=function,
        period_days=Decimal(days),
        valid_from=on(first),
        valid_to=None if last is None else on(last),
        **(values | given),
    )


def make_cycles(*, changed: int | None = 66) -> tuple[CycleFact, ...]:
    """Everybody plans weekly but procurement, which does from a day on; never where that is None."""
    weekly = (make_cycle("Planning", 7), make_cycle("Operations", 7))
    if changed is None:
        return (*weekly, make_cycle("Procurement", 28))
    return (*weekly, make_cycle("Procurement", 28, last=changed - 1), make_cycle("Procurement", 7, first=changed))


def make_interface(source: str, target: str, **given: Any) -> Interface:
    values: dict[str, Any] = {
        "from_uid": source,
        "to_uid": target,
        "from_function": source,
        "to_function": target,
        "owner": "Leila",
        "redesign_accepted_on": None,
        "flows": ("Pumps",),
        "counts": (),
    }
    return Interface(uid=f"{source}-{target}", **(values | given))


def make_authority(function: str, *, first: int = -300, last: int | None = None) -> Authority:
    return Authority(
        role="decide",
        function=function,
        team="",
        valid_from=on(first),
        valid_to=None if last is None else on(last),
    )


def make_right(*held: Authority, **given: Any) -> DecisionRight:
    """The mix, which commits castings."""
    values: dict[str, Any] = {
        "uid": "Mix",
        "decision": "Mix",
        "flow": "Pumps",
        "times_a_month": Decimal(4),
        "resources": ("Castings",),
        "ended_on": None,
    }
    return DecisionRight(authorities=held or (make_authority("Operations"),), **(values | given))


MOVED = (make_authority("Operations", last=69), make_authority("Procurement", first=70))


def make_votes(*, first: int = 0, weeks: int = 27) -> tuple[Observation, ...]:
    """A queue before castings and a judgment in each week."""
    return tuple(
        Observation(resource_uid="Castings", week_starts_on=on(first + 7 * week), source=basis, basis=basis)
        for week in range(weeks)
        for basis in ("opinion", "queue")
    )


def make_flow(uid: str = "Pumps", *, position: int = 1, **given: Any) -> Flow:
    """A flow that castings limit on record from day 30 on."""
    episode = Episode(uid=f"{uid} castings", resource_uid="Castings", identified_on=on(30))
    values: dict[str, Any] = {"observations": make_votes(), "episodes": (episode,)}
    return Flow(uid=uid, name=uid, position=position, **(values | given))


def make_locked(
    uid: str = "Stock", *, signed: Sequence[int] = (20, 22), locked: int | None = 30, **given: Any
) -> JudgedMetric:
    """A primary metric of the pumps: signed on these days, its baseline locked from history before day 0."""
    parties = [("Procurement", "Operations", "Planning")[place] for place in range(len(signed))]
    signatures = tuple(
        Signature(function_uid=party, function=party, signed_on=on(day))
        for party, day in zip(parties, signed, strict=True)
    )
    baselines = () if locked is None else (make_baseline(locked_on=on(locked)),)
    values = {"definitions": (make_definition(signatures=signatures),), "baselines": baselines} | given
    return make_metric(uid, **values)


def make_run(*better_by: float | None, **given: Any) -> PilotFact:
    """A run of the pumps from day 63, better by so much in each week; decided as it may be, and cut over."""
    values: dict[str, Any] = {
        "flow": "Pumps",
        "locked_on": on(62),
        "started_on": MONDAY,
        "outcome": "cut_over",
        "decided_on": on(150),
        "cut_over_on": on(160),
        "legacy_retired_on": on(170),
    }
    return pilot(*(better_by or GOOD), **(values | given))


def make_running(*better_by: float | None, **given: Any) -> PilotFact:
    """The same, not decided yet."""
    open_end = {"outcome": "", "decided_on": None, "cut_over_on": None, "legacy_retired_on": None}
    return make_run(*better_by, **(open_end | given))


def make_gate(code: str, *, passed: int | None = None, **given: Any) -> GateProgress:
    values: dict[str, Any] = {
        "state": "passed" if passed is not None else "open",
        "planned_on": on(200),
        "current_planned_on": on(200),
        "forecast_on": None,
        "days_overdue": 0,
        "missing": (),
        "out_of_order": False,
    }
    return GateProgress(
        code=code,
        name=code,
        item_uid=f"item {code}",
        passed_on=None if passed is None else on(passed),
        **(values | given),
    )


def make_plan(*, passed: Sequence[str] = GATE_ORDER, work: Sequence[PlannedWork] = (), **given: Any) -> PlanFacts:
    """The gates of these codes passed on their days."""
    gates = tuple(make_gate(code, passed=AT_PASS[code] if code in passed else None) for code in GATE_ORDER)
    ahead: tuple[OutOfOrder, ...] = tuple(given.pop("ahead", ()))
    sequence = SequenceProgress(state=State.VALUE, reason="", current_gate="", gates=gates, out_of_order=ahead)
    values: dict[str, Any] = {"follows_sequence": True, "sequence": sequence, "work": tuple(work)}
    return PlanFacts(**(values | given))


def make_work(uid: str = "Portal", *, accepted: int | None = 100, **given: Any) -> PlannedWork:
    """A system that went live."""
    values: dict[str, Any] = {
        "kind": "system_go_live",
        "dimension": "structural",
        "step": "cut_over",
        "gate": "G5",
        "flow": "Pumps",
        "owner": "",
        "planned_on": None,
        "weight": 1.0,
    }
    return PlannedWork(uid=uid, name=uid, accepted_on=None if accepted is None else on(accepted), **(values | given))


def make_waiver(rule: str = "gate", *, first: int, last: int, **given: Any) -> Waiver:
    values: dict[str, Any] = {"uid": f"{rule} {first}", "gate": "G2" if rule == "gate" else ""}
    return Waiver(rule=rule, granted_on=on(first), expires_on=on(last), **(values | given))


@dataclass(frozen=True, kw_only=True)
class World:
    """A program that fulfills every gate, but for what a test changes."""

    flows: Sequence[Flow] = (make_flow(),)
    stages: Sequence[StageFact] = make_stages()
    cycles: Sequence[CycleFact] = make_cycles()
    interfaces: Sequence[Interface] = (
        make_interface("Planning", "Procurement"),
        make_interface("Procurement", "Operations"),
    )
    rights: Sequence[DecisionRight] = (make_right(*MOVED),)
    metrics: Sequence[JudgedMetric] = (make_locked(),)
    readings: Sequence[Reading] = make_readings((*CALM, *BETTER))
    pilots: Sequence[PilotFact] = (make_run(),)
    waivers: Sequence[Waiver] = ()
    plan: PlanFacts = field(default_factory=make_plan)
    start_on: date | None = START
    more: Any = field(default_factory=dict)

    def but(self, **changed: Any) -> World:
        """The same program with something else."""
        return replace(self, **changed)

    def facts(self) -> GuardFacts:
        """What the guard is asked with."""
        rights = RightsFacts(
            decisions=DecisionFacts(rights=tuple(self.rights), teams=(), decisions=()),
            resources=(make_resource("Castings", "Procurement"), make_resource("Assembly", "Operations")),
            parent_of=ABOVE,
            functions={name: name for name in FUNCTIONS},
        )
        return GuardFacts(
            start_on=self.start_on,
            plan=self.plan,
            rights=rights,
            flows=self.flows,
            stages=self.stages,
            cycles=self.cycles,
            interfaces=self.interfaces,
            metrics=self.metrics,
            pilots=self.pilots,
            waivers=self.waivers,
            **self.more,
        )

    def analyze(self, day: int = 200) -> GuardAnalysis:
        """The guard's word, with what the other analyses really find on the day."""
        facts, as_of = self.facts(), on(day)
        constraints = ConstraintFacts(flows=tuple(self.flows), resources=tuple(facts.rights.resources))
        metrics = MetricsFacts(
            record=MetricFacts(metrics=tuple(self.metrics), leaders=(), evaluations=()),
            readings=tuple(each for each in self.readings if each.period_starts_on + timedelta(days=7) <= as_of),
            pilots=tuple(self.pilots),
            flows={each.uid: each.name for each in self.flows},
        )
        found = GuardFound(
            constraints=analyze_constraints(constraints, as_of=as_of, stages=self.stages).flows,
            metrics=analyze_metrics(metrics, as_of=as_of).metrics,
            pilots=analyze_pilots(
                PilotFacts(pilots=tuple(until(each, as_of) for each in self.pilots)), as_of=as_of
            ).pilots,
        )
        return analyze_guard(facts, found, as_of=as_of)


def until(run: PilotFact, as_of: date) -> PilotFact:
    """The run with the periods that are over on the day."""
    over = tuple(each for each in run.primary.periods if each.starts_on + timedelta(days=7) <= as_of)
    return replace(run, primary=replace(run.primary, periods=over))


def gate(found: GuardAnalysis, code: str) -> GuardGate:
    """One gate of the answer."""
    (only,) = (each for each in found.gates if each.code == code)
    return only


def broken(found: GuardAnalysis, rule: GuardRule) -> list[GuardViolation]:
    """Violations of one rule."""
    return [each for each in found.violations if each.rule is rule]
