"""What the record says about the constraints of one program's flows, as plain values.

``tracker/facts/constraints.py`` builds these from rows. Identities are the ``uid`` of the row as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.governance import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """In a week a source named the one resource that limited the flow; at most one for each source and week.

    week_starts_on  a Monday
    source          who or what says so; the same text is the same source
    basis           opinion, queue, starvation or utilization; all but the first are physical
    lost_hours      hours lost in the week, 0 or more; None when unknown
    """

    resource_uid: str
    week_starts_on: date
    source: str
    basis: str
    lost_hours: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusingStep:
    """The work on a constraint entered a step: identify, exploit, subordinate, elevate or broken."""

    step: str
    entered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A resource limited the flow from ``identified_on`` through ``ended_on``, or limits it still.

    steps  in order of ``entered_on``, of one day as they were written
    """

    uid: str
    resource_uid: str
    identified_on: date
    ended_on: date | None = None
    steps: tuple[FocusingStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow of the program.

    state         mapped, pilot, expanding or integrated, as somebody entered it: since when is not on record
    observations  in order of week, then source
    episodes      in order of ``identified_on``; they never overlap
    """

    uid: str
    name: str
    position: int
    observations: tuple[Observation, ...] = ()
    episodes: tuple[Episode, ...] = ()
    state: str = "mapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A function controlled a resource from ``valid_from`` through ``valid_to``, or controls it still."""

    function_uid: str
    function_name: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something that can limit a flow.

    kind        supplier, production, distribution, planning or other
    retired_on  the last day on which it can limit anything, or None
    controls    in order of ``valid_from``; they never overlap, and there may be gaps
    """

    uid: str
    name: str
    kind: str
    retired_on: date | None = None
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintFacts:
    """One program.

    flows      in the order of expansion
    resources  those that its flows or its decision rights name, in order of name
    waivers    of focusing steps, in the order in which they were granted
    """

    flows: tuple[Flow, ...]
    resources: tuple[Resource, ...]
    waivers: tuple[Waiver, ...] = ()
