"""One row of every noun of constraints and what was observed of them."""

from __future__ import annotations

from programs.models import Constraint, ConstraintObservation, FocusingStep, Program, Resource, ResourceControl
from tests.factories import START, make_flow, make_user
from tests.factories import constraints as make
from tests.programs.models.sample import Sample, Samples


def constraint_alone(program: Program) -> Constraint:
    """A constraint without a focusing step, which would hold it."""
    return Constraint.objects.create(
        flow=make_flow(program), resource=make.make_resource(), identified_on=START, identified_by=make_user()
    )


SAMPLES: Samples = {
    Constraint: Sample(constraint_alone, {"ended_on": START, "end_reason": "The queue is gone"}),
    ConstraintObservation: Sample(make.observation_in, {"note": "Three days of work wait"}),
    FocusingStep: Sample(make.step_in),
    Resource: Sample(lambda _: make.make_resource(), {"name": "Renamed"}, in_program=False),
    ResourceControl: Sample(lambda _: make.make_control(), {"valid_to": START}, in_program=False),
}
