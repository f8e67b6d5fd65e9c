"""What a gate needs, and what of it is missing on a day: items, criteria, earlier gates, and waivers in force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse

from programs.acceptance import accepted_since, met_since, passed_since
from programs.counts import is_or_are, opened, share_of
from programs.metric_needs import needs_of_metrics
from programs.models import (
    CriterionEvidence,
    EvidenceUse,
    Gate,
    GateCriterion,
    GateReview,
    Interface,
    Milestone,
    MilestoneLink,
    Program,
    ProgramMetric,
    Waiver,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a gate needs, since when it is there (None while it is missing), and what excuses its absence.

    what, owner, address  of a fact of the record: what it is, who gives it, and where
    """

    row: Milestone | GateCriterion | Gate | Interface | ProgramMetric | Program
    met_on: date | None
    waiver: Waiver | None = None
    what: str = ""
    owner: str = ""
    address: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether it is neither there nor excused."""
        return self.met_on is None and self.waiver is None

    @property
    def name(self) -> str:
        if isinstance(self.row, ProgramMetric):
            return f"{self.row}: {self.what[:1].lower()}{self.what[1:]}"
        return self.what or (f"Gate {self.row}" if isinstance(self.row, Gate) else str(self.row))


@dataclass(frozen=True, kw_only=True)
class GateNeeds:
    """Everything that a gate needs; ``waiver`` lets the gate itself be passed without.

    record  facts that the gate is about: owners of hand-offs for G0, shared metrics for G2
    """

    items: tuple[Need, ...]
    criteria: tuple[Need, ...]
    record: tuple[Need, ...]
    earlier: tuple[Need, ...]
    waiver: Waiver | None

    @cached_property
    def all(self) -> tuple[Need, ...]:
        return (*self.items, *self.criteria, *self.record, *self.earlier)

    @cached_property
    def missing(self) -> tuple[Need, ...]:
        return tuple(need for need in self.all if need.is_missing)

    @property
    def what_is_missing(self) -> str:
        """``2 of 6 things that the gate needs are missing``, without a stop; blank when nothing is."""
        count = len(self.missing)
        if not count:
            return ""
        return opened(f"{share_of(count, len(self.all), 'thing')} that the gate needs {is_or_are(count)} missing")


def gate_needs(gate: Gate, *, on: date) -> GateNeeds:
    """What the gate needs, as the record stood at the end of the day; as many queries however much that is."""
    waivers = Waiver.objects.filter(program=gate.program_id, rule=Waiver.Rule.GATE).order_by("-expires_on", "id")
    in_force: dict[int | None, Waiver] = {}
    for waiver in waivers:
        if waiver.holds_on(on):
            in_force.setdefault(waiver.gate_id, waiver)
    return GateNeeds(
        items=needed_items(gate, on=on),
        criteria=needed_criteria(gate, on=on),
        record=needed_record(gate, on=on),
        earlier=earlier_gates(gate, in_force, on=on),
        waiver=in_force.get(gate.pk),
    )


def needed_items(gate: Gate, *, on: date) -> tuple[Need, ...]:
    """Structural items of the gate and all before them, as the reckoning counts them (METHODS 1.5)."""
    uses = EvidenceUse.objects.select_related("evidence").order_by("id")
    rows = Milestone.objects.filter(program=gate.program_id).prefetch_related(Prefetch("evidence_uses", uses))
    items = {row.pk: row for row in rows.order_by("id")}
    before: defaultdict[int, list[int]] = defaultdict(list)
    for link in MilestoneLink.objects.filter(successor__program=gate.program_id):
        before[link.successor_id].append(link.predecessor_id)
    structural = Milestone.Dimension.STRUCTURAL
    reached: set[int] = set()
    waiting = [gate.item_id]
    waiting += [pk for pk, row in items.items() if row.gate_id == gate.pk and row.dimension == structural]
    while waiting:
        pk = waiting.pop()
        if pk not in reached and pk in items:
            reached.add(pk)
            waiting.extend(before[pk])
    needed = [row for pk, row in items.items() if pk in reached and row.kind != Milestone.Kind.GATE]
    return tuple(
        Need(row=row, met_on=item_met_on(row, on=on))
        for row in needed
        if row.dimension == structural and (row.removed_on is None or row.removed_on > on)
    )


def item_met_on(item: Milestone, *, on: date) -> date | None:
    """Since when the item stood accepted on the day."""
    evidence = [use.evidence for use in item.evidence_uses.all()]
    return accepted_since(evidence, level=item.minimum_evidence_level, today=on)


def needed_criteria(gate: Gate, *, on: date) -> tuple[Need, ...]:
    """Criteria of the gate that count."""
    uses = CriterionEvidence.objects.select_related("evidence").order_by("id")
    criteria = GateCriterion.objects.kept().filter(gate=gate).prefetch_related(Prefetch("evidence_uses", uses))
    return tuple(Need(row=row, met_on=met_since(row, on)) for row in criteria)


def needed_record(gate: Gate, *, on: date) -> tuple[Need, ...]:
    """Facts of the record that the gate is about (METHODS 1.5), beside items and criteria."""
    if gate.code == Gate.Code.G0:
        return owners_of_handoffs(gate.program, on=on)
    return shared_metrics(gate.program, on=on) if gate.code == Gate.Code.G2 else ()


def owners_of_handoffs(program: Program, *, on: date) -> tuple[Need, ...]:
    """An owner of every hand-off that a flow of the program uses; the record does not say since when."""
    handoffs = Interface.objects.used_by(program).select_related("from_function", "to_function")
    return tuple(
        Need(
            row=row,
            met_on=on if row.owner_id else None,
            what=f"An owner of the hand-off {row}",
            owner="the PMO lead or a steward",
            address=row.get_absolute_url(),
        )
        for row in handoffs.order_by("id")
    )


def shared_metrics(program: Program, *, on: date) -> tuple[Need, ...]:
    """What the page of metrics says that G2 waits for, met or not; a metric at all while there is none."""
    found = tuple(
        Need(row=each.row, met_on=each.met_on, what=each.what, owner=each.owner, address=each.address)
        for each in needs_of_metrics(program, on=on)
    )
    if found:
        return found
    address = reverse("programs:program-metric-list", args=[program.uid])
    what = "A metric that the program is judged by"
    return (Need(row=program, met_on=None, what=what, owner="the PMO lead", address=address),)


def earlier_gates(gate: Gate, waivers: dict[int | None, Waiver], *, on: date) -> tuple[Need, ...]:
    """Gates before this one in the sequence; one that is not passed is excused by a waiver of its own."""
    codes = Gate.Code.values[: Gate.Code.values.index(gate.code)]
    reviews = GateReview.objects.filter(decided_on__lte=on).order_by("decided_on", "id")
    rows = Gate.objects.filter(program=gate.program_id, code__in=codes, item__removed_on__isnull=True)
    found = sorted(rows.prefetch_related(Prefetch("reviews", reviews)), key=lambda row: codes.index(row.code))
    return tuple(Need(row=row, met_on=passed_since(row.reviews.all()), waiver=waivers.get(row.pk)) for row in found)
