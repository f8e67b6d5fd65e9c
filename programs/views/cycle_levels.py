"""What each function plans on each level, now, before and from a later day; and what nobody has recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from programs.models import BusinessFunction, FlowStage, PlanningCycle, User
from programs.views.cycle_runs import holds_on
from programs.views.cycle_words import in_words

MOST_MISSING = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleLine:
    """A cycle with its words."""

    row: PlanningCycle
    words: str
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBlock:
    """One level of a function. ``now`` is None when no cycle holds today."""

    name: str
    now: CycleLine | None
    planned: tuple[CycleLine, ...]
    past: tuple[CycleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionBlock:
    function: BusinessFunction
    levels: tuple[LevelBlock, ...]

    @property
    def unknown(self) -> int:
        """How many levels have a rhythm today and no known run."""
        return sum(level.now is not None and level.now.is_unknown for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLevel:
    """A level that stages name and nobody recorded a cycle for."""

    function_uid: UUID
    function_name: str
    level: str


def line(cycle: PlanningCycle, *, now: datetime) -> CycleLine:
    is_unknown = cycle.anchor_at is None and cycle.period_days > 0
    return CycleLine(row=cycle, words=in_words(cycle, now=now), is_unknown=is_unknown)


def by_function(cycles: Iterable[PlanningCycle], *, now: datetime) -> list[FunctionBlock]:
    """The cycles, which come by function, level and first day, in blocks."""
    return [
        FunctionBlock(
            function=function,
            levels=tuple(level(list(rows), now=now) for _, rows in groupby(of_function, key=lambda each: each.level)),
        )
        for function, of_function in groupby(cycles, key=lambda each: each.function)
    ]


def level(cycles: Sequence[PlanningCycle], *, now: datetime) -> LevelBlock:
    """One level with what holds today, what is planned soonest first, and what held before newest first."""
    today = timezone.localdate(now)
    present = next((cycle for cycle in cycles if holds_on(cycle, today)), None)
    planned = [line(cycle, now=now) for cycle in cycles if cycle.valid_from > today]
    past = [line(cycle, now=now) for cycle in cycles if cycle.valid_to is not None and cycle.valid_to < today]
    return LevelBlock(
        name=cycles[0].level,
        now=line(present, now=now) if present is not None else None,
        planned=tuple(planned),
        past=tuple(reversed(past)),
    )


def unrecorded_levels(user: User, *, today: date) -> list[MissingLevel]:
    """Levels that stages of the user's programs name without a cycle that holds today, by function."""
    recorded = PlanningCycle.objects.valid_on(today).filter(
        function=OuterRef("function"), level=OuterRef("planning_level")
    )
    stages = FlowStage.objects.visible_to(user).exclude(planning_level="").exclude(Exists(recorded))
    rows = stages.order_by("function__name", "planning_level", "function__uid")
    named = rows.values_list("function__uid", "function__name", "planning_level").distinct()[:MOST_MISSING]
    return [MissingLevel(function_uid=uid, function_name=name, level=level) for uid, name, level in named]


def cycles_of(stages: Iterable[FlowStage], *, now: datetime) -> Mapping[tuple[int, str], CycleLine]:
    """Cycles that hold today by function and level, for every function of the stages; one query."""
    functions = {stage.function_id for stage in stages}
    held = PlanningCycle.objects.valid_on(timezone.localdate(now)).filter(function__in=functions)
    rows = held.select_related("calendar").order_by("id")
    return {(cycle.function_id, cycle.level): line(cycle, now=now) for cycle in rows}
