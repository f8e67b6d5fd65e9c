"""What the page of constraints shows of each flow, read in the same queries however many flows there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch

from programs.models import (
    Constraint,
    ConstraintObservation,
    FocusingStep,
    ProcessFlow,
    Program,
    Resource,
    ResourceControl,
)
from programs.periods import monday_of

WEEKS = 8
LIKELY = 6
NEEDED = 10
Basis = ConstraintObservation.Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A focusing step that was entered, and the steps before it in the order that were skipped for it."""

    step: FocusingStep
    skipped: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the order as it stands: ``done``, ``now``, ``skipped`` or ``ahead``, and since when."""

    label: str
    state: str
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A constraint with its steps, oldest first; ``control`` is who controls its resource today, if anybody."""

    constraint: Constraint
    control: ResourceControl | None
    lines: list[StepLine]
    stages: list[Stage]

    @property
    def standing(self) -> StepLine | None:
        """The step that the work is in."""
        return self.lines[-1] if self.lines else None

    @property
    def is_broken(self) -> bool:
        return self.standing is not None and self.standing.step.step == FocusingStep.Step.BROKEN

    @property
    def skipped(self) -> list[str]:
        """Steps that a later one came before and that were never entered since, in the order of the method."""
        return [stage.label for stage in self.stages if stage.state == "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a resource was named in the recent weeks.

    votes    people's judgments
    signals  of the process itself: a queue, starvation, utilization
    hours    lost, as far as anybody said; None when nobody did
    """

    resource: Resource
    votes: int
    queue: int
    starvation: int
    utilization: int
    hours: Decimal | None
    last_week: date

    @property
    def named(self) -> int:
        return self.votes + self.queue + self.starvation + self.utilization


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """A flow: what limits it, what limited it before, and what was observed in the recent weeks."""

    flow: ProcessFlow
    current: Episode | None
    past: list[Episode]
    tallies: list[Tally]
    observations: list[ConstraintObservation]
    likely: list[Resource]
    mine: ConstraintObservation | None
    this_week: int

    @property
    def is_bare(self) -> bool:
        """Whether nothing was ever named for it, and nobody said anything in the recent weeks."""
        return self.current is None and not self.past and not self.observations

    @property
    def votes(self) -> int:
        return sum(tally.votes for tally in self.tallies)

    @property
    def signals(self) -> int:
        return sum(tally.named for tally in self.tallies) - self.votes

    @property
    def missing(self) -> int:
        """How many observations are missing before a constraint can be told from chance (METHODS 2)."""
        return max(0, NEEDED - len(self.observations))


def flow_rows(program: Program, *, today: date, source: str, resources: Sequence[Resource]) -> list[FlowRow]:
    """One row for each flow, in the order of expansion.

    source     what the person who looks is called as a source
    resources  in use that matter for the program, in order
    """
    since = monday_of(today) - timedelta(weeks=WEEKS - 1)
    held = ResourceControl.objects.valid_on(today).select_related("function")
    constraints = Constraint.objects.select_related("resource", "identified_by").prefetch_related(
        Prefetch("steps", FocusingStep.objects.select_related("decided_by").order_by("entered_on", "id")),
        Prefetch("resource__controls", held, "controls_today"),
    )
    recent = ConstraintObservation.objects.filter(week_starts_on__gte=since)
    flows = program.flows.order_by("position", "id").prefetch_related(
        Prefetch("constraints", constraints.order_by("-identified_on")),
        Prefetch(
            "constraint_observations",
            recent.select_related("resource", "observed_by").order_by("-week_starts_on", "source", "id"),
            "recent_observations",
        ),
    )
    return [flow_row(flow, today=today, source=source, resources=resources) for flow in flows]


def flow_row(flow: ProcessFlow, *, today: date, source: str, resources: Sequence[Resource]) -> FlowRow:
    """The row of a flow whose constraints and recent observations were read."""
    episodes = [episode(constraint) for constraint in flow.constraints.all()]
    current = next((each for each in episodes if is_in_force(each.constraint, today)), None)
    past = [each for each in episodes if each is not current]
    observations: list[ConstraintObservation] = getattr(flow, "recent_observations")  # noqa: B009 - Prefetch named it.
    of_this_week = [each for each in observations if each.week_starts_on == monday_of(today)]
    tallied = tallies(observations)
    return FlowRow(
        flow=flow,
        current=current,
        past=past,
        tallies=tallied,
        observations=observations,
        likely=likely_first([current, *past], tallied, resources),
        mine=next((each for each in of_this_week if each.source == source), None),
        this_week=len(of_this_week),
    )


def is_in_force(constraint: Constraint, day: date) -> bool:
    """Whether it limits its flow on the day."""
    return constraint.identified_on <= day and (constraint.ended_on is None or constraint.ended_on >= day)


def episode(constraint: Constraint) -> Episode:
    """The constraint with what each of its steps skipped; a step that was skipped is said once."""
    lines: list[StepLine] = []
    known: set[str] = set()
    for entered in constraint.steps.all():
        step = FocusingStep.Step(entered.step)
        skipped = step.skips(known)
        lines.append(StepLine(step=entered, skipped=[str(each.label) for each in skipped]))
        known |= {step, *skipped}
    controls: list[ResourceControl] = getattr(constraint.resource, "controls_today")  # noqa: B009 - Prefetch named it.
    return Episode(constraint=constraint, control=controls[0] if controls else None, lines=lines, stages=stages(lines))


def stages(lines: Sequence[StepLine]) -> list[Stage]:
    """The steps of the order up to Elevate as they stand; a broken constraint has left all of them behind."""
    first_entered = {line.step.step: line.step.entered_on for line in reversed(lines)}
    skipped = {label for line in lines for label in line.skipped}
    now = lines[-1].step.step if lines else ""
    found = []
    for step in FocusingStep.Step:
        if step == FocusingStep.Step.BROKEN:
            continue
        state = "ahead"
        if step == now:
            state = "now"
        elif step in first_entered:
            state = "done"
        elif str(step.label) in skipped:
            state = "skipped"
        found.append(Stage(label=str(step.label), state=state, since=first_entered.get(step)))
    return found


def tallies(observations: Iterable[ConstraintObservation]) -> list[Tally]:
    """Counts for each resource that was named, most often first."""
    named: dict[Resource, list[ConstraintObservation]] = {}
    for each in observations:
        named.setdefault(each.resource, []).append(each)
    counted = [tally(resource, rows) for resource, rows in named.items()]
    return sorted(counted, key=lambda each: (-each.named, each.resource.name, each.resource.pk))


def tally(resource: Resource, observations: Sequence[ConstraintObservation]) -> Tally:
    """Counts of one resource, which was named at least once."""
    by_basis = Counter(each.basis for each in observations)
    hours = [each.severity for each in observations if each.severity is not None]
    return Tally(
        resource=resource,
        votes=by_basis[Basis.OPINION],
        queue=by_basis[Basis.QUEUE],
        starvation=by_basis[Basis.STARVATION],
        utilization=by_basis[Basis.UTILIZATION],
        hours=sum(hours, Decimal(0)) if hours else None,
        last_week=max(each.week_starts_on for each in observations),
    )


def likely_first(
    episodes: Sequence[Episode | None], tallied: Sequence[Tally], resources: Sequence[Resource]
) -> list[Resource]:
    """The few resources that a person would most likely name: what limits, what was named or limited, then others.

    episodes  the current one first; None when nothing limits the flow
    """
    limiting = [each.constraint.resource for each in episodes if each]
    in_order = dict.fromkeys([*limiting[:1], *(each.resource for each in tallied), *limiting[1:], *resources])
    in_use = set(resources)
    return [resource for resource in in_order if resource in in_use][:LIKELY]
