"""What a lock of the plan would freeze, by the horizon that it would be measured for, and what to look at before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from programs.counts import opened, share_of
from programs.models import Milestone, Program
from programs.plan_checks import objections

STRUCTURAL_GATES = {"Day 90": ("G0", "G1", "G2", "G3"), "Day 120": ("GR",)}
MOST_NAMED = 5
CULTURAL_MONTHS = {"Month 12": 12, "Month 18": 18}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A milestone as the baseline would keep it; ``planned_on`` is None while nobody expects a finish."""

    milestone: Milestone
    planned_on: date | None
    is_past: bool

    @property
    def gate(self) -> str:
        """The code of the gate that it is, or that needs it; empty without one."""
        return code_of(self.milestone)


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonItems:
    """The items first measured for one horizon; ``missing`` says what its absence means, or is empty."""

    label: str
    note: str
    items: Sequence[Frozen]
    missing: str = ""

    @property
    def has_past(self) -> bool:
        """Whether an expected finish lies before today, which must not be overlooked."""
        return any(item.is_past for item in self.items)

    @property
    def last_on(self) -> date | None:
        """The latest expected finish; None when nobody stated one."""
        return max((item.planned_on for item in self.items if item.planned_on), default=None)

    @property
    def weight(self) -> Decimal:
        """Weight of all items together."""
        return sum((item.milestone.weight for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What to look at before the lock, with the milestones that it is about."""

    say: str
    items: Sequence[Frozen] = ()

    @property
    def named(self) -> Sequence[Frozen]:
        """The first of the items, as many as people read."""
        return self.items[:MOST_NAMED]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return len(self.items[MOST_NAMED:])


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPreview:
    """Everything that the lock would freeze, and what somebody should look at first."""

    horizons: Sequence[HorizonItems]
    warnings: Sequence[Warned]
    count: int


def preview(program: Program, *, today: date) -> LockPreview:
    """What locking the plan of the program today would freeze: one query, and those of who is asked about the plan."""
    rows = program.milestones.kept().with_forecast().select_related("program", "gate", "gate_of", "owner")
    items = [frozen(milestone, today) for milestone in rows.order_by("id")]
    items.sort(key=lambda item: item.planned_on or date.max)
    horizons = by_horizon(program, items)
    past = [item for item in items if item.is_past]
    undated = [item for item in items if item.planned_on is None]
    warnings = [Warned(say=horizon.missing) for horizon in horizons if horizon.missing]
    if late := after_their_gate(items):
        warnings.append(Warned(say="Planned after the gate that needs it:", items=late))
    warnings += [Warned(say=each) for each in objections(program, gate_days(items), today)]
    if past:
        share = opened(share_of(len(past), len(items), "expected finish", many="expected finishes"))
        verb = "lies" if len(past) == 1 else "lie"
        warnings.append(
            Warned(say=f"{share} {verb} before today: done already, or late from the first day:", items=past)
        )
    if undated:
        warnings.append(Warned(say="Without an expected finish the plan cannot be locked:", items=undated))
    shown = [each for each in horizons if each.items]
    return LockPreview(horizons=shown, warnings=warnings, count=len(items))


def frozen(milestone: Milestone, today: date) -> Frozen:
    """The milestone with the finish that was stated last."""
    planned_on: date | None = getattr(milestone, "forecast_on", None)
    return Frozen(milestone=milestone, planned_on=planned_on, is_past=planned_on is not None and planned_on < today)


def gate_days(items: Sequence[Frozen]) -> dict[str, date]:
    """The planned day of each gate by its code."""
    gates = ((getattr(item.milestone, "gate_of", None), item.planned_on) for item in items)
    return {gate.code: planned_on for gate, planned_on in gates if gate is not None and planned_on is not None}


def after_their_gate(items: Sequence[Frozen]) -> list[Frozen]:
    """Items that are expected later than the gate which cannot be passed without them."""
    gates = {item.milestone.pk: item.planned_on for item in items}
    return [
        item
        for item in items
        if item.milestone.gate is not None
        and item.planned_on is not None
        and item.planned_on > (gates.get(item.milestone.gate.item_id) or date.max)
    ]


def by_horizon(program: Program, items: Sequence[Frozen]) -> list[HorizonItems]:
    """The items by the first horizon that measures them, in order; those that none measures last."""
    if not program.follows_sequence or program.start_on is None:
        note = "" if not program.follows_sequence else "The program has no start: no horizon can be measured."
        return [HorizonItems(label="The whole plan", note="", items=items, missing=note)]
    left = list(items)
    groups: list[HorizonItems] = []
    for label, gates in STRUCTURAL_GATES.items():
        chosen = taken(left, [item for item in left if is_structural(item) and code_of(item.milestone) in gates])
        note = f"Structural items that these gates need: {', '.join(gates)}."
        missing = f"Nothing is planned for the gates {gates[0]} to {gates[-1]}: {label.lower()} will not be measured."
        groups.append(HorizonItems(label=label, note=note, items=chosen, missing="" if chosen or groups else missing))
    so_far = ""
    for label, months in CULTURAL_MONTHS.items():
        last = months_later(program.start_on, months)
        chosen = taken(left, [item for item in left if is_cultural(item) and (item.planned_on or date.max) <= last])
        note = f"Cultural items due by {last.day} {last:%B %Y}."
        missing = "" if chosen else nothing_due(label, so_far)
        groups.append(HorizonItems(label=label, note=note, items=chosen, missing=missing))
        so_far = label.lower() if chosen else so_far
    note = "Frozen too. They count for a horizon only when something above cannot be finished without them."
    return [*groups, HorizonItems(label="Other items", note=note, items=left)]


def nothing_due(label: str, so_far: str) -> str:
    """That no cultural item is due by the horizon, or none after the one before it, and what follows."""
    if so_far:
        return f"No cultural item is due after {so_far}: {label.lower()} will only repeat it."
    return f"No cultural item is due by {label.lower()}: nothing will be measured for it."


def taken(left: list[Frozen], chosen: list[Frozen]) -> list[Frozen]:
    """The chosen items, which leave the list."""
    left[:] = [item for item in left if item not in chosen]
    return chosen


def is_structural(item: Frozen) -> bool:
    return item.milestone.dimension == Milestone.Dimension.STRUCTURAL


def is_cultural(item: Frozen) -> bool:
    return item.milestone.dimension == Milestone.Dimension.CULTURAL


def code_of(milestone: Milestone) -> str:
    """The gate that the milestone is, or that needs it; empty when there is none."""
    gate = getattr(milestone, "gate_of", None) or milestone.gate
    return str(gate.code) if gate is not None else ""


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))
