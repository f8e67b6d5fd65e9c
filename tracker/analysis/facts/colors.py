"""Which bad colors a state had, handed on from analysis to analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorDays:
    """The last day on which a state was amber, and red, by that day alone; None where it never was.

    since  the first day of which that is known; None while none is
    """

    since: date | None = None
    amber_on: date | None = None
    red_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateColors:
    """Of the structural and of the cultural state of a program."""

    structural: ColorDays = field(default_factory=ColorDays)
    cultural: ColorDays = field(default_factory=ColorDays)
