"""One row of every noun of metrics."""

from __future__ import annotations

from typing import Any

from programs.models import (
    DefinitionSignature,
    LeaderEvaluation,
    MetricAccountability,
    MetricBaseline,
    MetricDefinition,
    Program,
    ProgramMetric,
    SharedMetric,
)
from tests.factories import START
from tests.factories import metrics as make
from tests.programs.models.sample import Sample, Samples


def undefined(_: Program) -> SharedMetric:
    """A metric that nobody has defined yet."""
    return make.make_metric(defined=False)


def definition(_: Program, **given: Any) -> MetricDefinition:
    """The first version of a metric of its own."""
    return make.make_definition(make.make_metric(), **given)


def signature(_: Program, **given: Any) -> DefinitionSignature:
    return make.make_signature(**given)


def baseline(program: Program, **given: Any) -> MetricBaseline:
    """A baseline of a metric of its own."""
    return make.make_metric_baseline(make.make_program_metric(program), **given)


SAMPLES: Samples = {
    SharedMetric: Sample(undefined, {"name": "Renamed"}, in_program=False),
    MetricDefinition: Sample(definition, in_program=False),
    DefinitionSignature: Sample(signature, in_program=False),
    ProgramMetric: Sample(make.make_program_metric, {"role": "guardrail"}),
    MetricBaseline: Sample(baseline),
    MetricAccountability: Sample(
        lambda program: make.make_accountability(make.make_program_metric(program)), {"valid_to": START}
    ),
    LeaderEvaluation: Sample(make.make_evaluation, {"completed_on": START}),
}
