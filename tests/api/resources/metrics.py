"""Lists of metrics, with a maker of one row of each."""

from __future__ import annotations

from tests.api.resources.resource import Names, Resource
from tests.factories import make_flow
from tests.factories import metrics as make

IN_PROGRAM: tuple[Resource, ...] = (
    Resource("program-metrics", lambda program: make.make_program_metric(program, flow=make_flow(program))),
    Resource("metric-baselines", lambda program: make.make_metric_baseline(make.make_program_metric(program))),
    Resource("metric-accountabilities", lambda program: make.make_accountability(make.make_program_metric(program))),
    Resource("leader-evaluations", make.make_evaluation),
)
IN_INSTALLATION: tuple[Resource, ...] = (
    Resource("metrics", lambda _: make.make_metric()),
    Resource("metric-definitions", lambda _: make.make_definition(make.make_metric())),
    Resource("definition-signatures", lambda _: make.make_signature()),
)
NAMED: Names = {
    "metric": lambda made: made["metrics"],
    "definition": lambda made: made["metric-definitions"],
    "program_metric": lambda made: made["program-metrics"],
    "leader": lambda made: made["leader-evaluations"].leader,
}
