"""Readings of shared metrics, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A metric's value in one period.

    metric_uid         the shared metric; its unit, direction and frequency stand with it
    definition_number  version of how the metric is counted: readings of two versions are never compared
    flow_uid           None for the organization as a whole
    pilot_uid          whose arm it is; None outside of the pilots of the record
    arm                blank outside of a parallel run
    period_starts_on   Monday of a week or first day of a month, as the metric's frequency says
    value              in the metric's unit
    is_final           only final readings are paired, charted against limits or locked
    """

    metric_uid: str
    definition_number: int
    flow_uid: str | None
    pilot_uid: str | None
    arm: str
    period_starts_on: date
    value: Decimal
    is_final: bool
