"""Lists of metrics that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests.factories import make_flow
from tests.factories import metrics as make


def a_full_card(program: Program) -> object:
    """A metric of a flow with readings, a signature, a baseline, a function and an evaluated leader."""
    judged = make.make_program_metric(program, flow=make_flow(program))
    make.make_readings(judged, range(20, 32))
    make.make_signature(judged.metric.definitions.get())
    make.make_metric_baseline(judged)
    make.make_accountability(judged)
    return make.make_evaluation(program)


MAKERS: dict[str, Callable[[Program], object]] = {"program-metric-list": a_full_card}
