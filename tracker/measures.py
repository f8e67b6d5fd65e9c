"""What a program's results say number by number, each under a code that stays: the lines of ``program-daily/``.

Progress gives the numbers of the report under their own keys, so that both always say the same; colors and counts come
beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from tracker.analysis.coordination import Coordination
from tracker.analysis.result.results import GreyKind, ResultAnalysis
from tracker.analysis.state.results import StateAnalysis, StateIndex
from tracker.measure_catalog import COLOR
from tracker.progress.numbers import Number, State
from tracker.progress.results import HorizonProgress, ProgramProgress, Status
from tracker.reporting.sections.numbers import BASELINE_LABELS, OUTLOOK_LABELS, named_numbers

UNMEASURED = (*BASELINE_LABELS, *(name for name in OUTLOOK_LABELS if name != "added_weight"))
"""Numbers of a horizon that are listed without a value while it has no plan; work can be added to a plan only."""
VALUE_OF = {Status.GREEN: 1.0, Status.AMBER: 2.0, Status.RED: 3.0}


class Measured(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One number. What is left out of its JSON is unknown, or blank.

    measure  its code, such as ``day_90.original.chance``
    value    None where there is none, and ``state`` says why; None with the state value: it has no finite value
    status   the color that is shown with it, or which grey it is; blank where it has none
    low, high  its interval, where it has one
    method   the id of its page in docs/methods
    """

    measure: str
    unit: str
    state: State
    method: str
    value: float | None = None
    status: str = ""
    n: int = 0
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of one part of the results, known or not as the part is.

    of  how many records the part rests on
    """

    state: State
    method: str
    of: int

    def count(self, measure: str, value: int, *, unit: str) -> Measured:
        known = float(value) if self.state in {State.VALUE, State.DEGRADED} else None
        return Measured(measure=measure, unit=unit, state=self.state, method=self.method, value=known, n=self.of)


def measured(measure: str, number: Number, status: str = "") -> Measured:
    """The number under its code."""
    low, high = number.interval or (None, None)
    return Measured(
        measure=measure,
        unit=number.unit,
        state=number.state,
        method=number.method,
        value=number.value,
        status=status,
        n=number.n,
        low=low,
        high=high,
    )


def color(measure: str, status: Status, method: str, *, n: int = 0, grey: GreyKind | None = None) -> Measured:
    """A color as a number; grey has no value.

    grey  which grey it is, where that is told
    """
    unknown = State.NOT_APPLICABLE if grey is GreyKind.NOT_APPLICABLE else State.INSUFFICIENT_DATA
    return Measured(
        measure=measure,
        unit=COLOR,
        state=State.VALUE if status in VALUE_OF else unknown,
        method=method,
        value=VALUE_OF.get(status),
        status=grey.value if grey is not None else status.value,
        n=n,
    )


def measures_of_progress(progress: ProgramProgress) -> Iterator[Measured]:
    """Colors, counts and every number of a snapshot. A horizon that is not measured says so under the same codes."""
    yield color("delivery", progress.delivery.status, "delivery")
    yield color("delivery.raw", progress.delivery.raw, "delivery")
    yield color("delivery.current", progress.delivery.current, "delivery")
    yield color("reported", progress.reported.status, "reported")
    colors = {f"delivery.{each.key}": each.status.value for each in progress.delivery.indicators}
    for each in named_numbers(progress):
        yield measured(each.key, each.number, colors.get(each.key, ""))
    for horizon in progress.horizons:
        yield from measures_of_horizon(horizon)
    yield from counts_of_gates(progress)


def measures_of_horizon(horizon: HorizonProgress) -> Iterator[Measured]:
    """Its counts; and where nothing is measured, each of its numbers without a value."""
    left = None if horizon.days_to_horizon is None else float(horizon.days_to_horizon)
    dated = State.VALUE if left is not None else State.INSUFFICIENT_DATA
    yield Measured(measure=f"{horizon.key}.days_to_horizon", unit="days", state=dated, method="horizons", value=left)
    counted = Counted(horizon.state, "horizons", horizon.original.item_count if horizon.original else 0)
    yield counted.count(f"{horizon.key}.late", len(horizon.late), unit="items")
    yield counted.count(f"{horizon.key}.too_long", len(horizon.too_long), unit="items")
    if horizon.original is None:
        for name in UNMEASURED:
            yield Measured(measure=f"{horizon.key}.original.{name}", unit="", state=horizon.state, method="horizons")


def counts_of_gates(progress: ProgramProgress) -> Iterator[Measured]:
    """How many gates there are, are passed and are overdue, and how much was done out of their order."""
    sequence = progress.sequence
    counted = Counted(sequence.state, "sequence", len(sequence.gates))
    yield counted.count("gates.total", len(sequence.gates), unit="gates")
    yield counted.count("gates.passed", sum(gate.state == "passed" for gate in sequence.gates), unit="gates")
    yield counted.count("gates.overdue", sum(gate.state == "overdue" for gate in sequence.gates), unit="gates")
    yield counted.count("gates.out_of_order", len(sequence.out_of_order), unit="items")


def measures_of_coordination(found: Coordination) -> Iterator[Measured]:
    """Result, the state of the change, and the number that each of the other areas comes down to."""
    yield measure_of_result(found.result)
    yield from measures_of_state(found.state)
    incidents = found.interfaces.basis.incidents
    yield measured("metrics.improving", found.metrics.improving)
    yield Counted(found.interfaces.state, "interfaces", incidents).count(
        "interfaces.incidents", incidents, unit="incidents"
    )
    yield measured("interfaces.gini", found.interfaces.gini)
    yield measured("decision_rights.by_exposure", found.decision_rights.alignment.by_exposure)
    yield measured("decision_rights.by_count", found.decision_rights.alignment.by_count)
    yield measured("shifts.typical", found.shifts.typical)
    yield measured("shifts.trend", found.shifts.trend)
    yield measured("trade_offs.coverage", found.trade_offs.coverage)
    yield measured("guard.fulfilled", found.guard.fulfilled)
    yield measured("guard.broken", found.guard.broken)
    yield measured("guard.standing", found.guard.standing)


def measure_of_result(result: ResultAnalysis) -> Measured:
    return color("result", result.status, "result", n=result.n, grey=result.grey)


def measures_of_state(state: StateAnalysis) -> Iterator[Measured]:
    """Both indices with their sides, whom the change has reached least, and what is claimed beyond the record."""
    for name, index in (("structural", state.structural), ("cultural", state.cultural)):
        yield from measures_of_index(f"state.{name}", index)
    yield measured("state.lowest", state.lowest.value)
    yield measured("state.claims.earned", state.claims.earned)
    yield measured("state.claims.ahead", state.claims.ahead)


def measures_of_index(code: str, index: StateIndex) -> Iterator[Measured]:
    yield measured(code, index.value, index.status.value)
    if index.to_plan is not None:
        yield measured(f"{code}.to_plan", index.to_plan)
    for side in index.components:
        yield measured(f"{code}.{side.key}", side.share)
