"""One row of every noun of interfaces between functions and their incidents."""

from __future__ import annotations

from programs.models import CoordinationIncident, FlowInterface, HandoffCount, Interface
from tests.factories import interfaces as make
from tests.programs.models.sample import FROM_ELSEWHERE, Sample, Samples

SAMPLES: Samples = {
    CoordinationIncident: Sample(make.make_incident, {"band": "large"}),
    FlowInterface: Sample(make.make_use, FROM_ELSEWHERE),
    HandoffCount: Sample(lambda _: make.make_count(make.make_interface()), {"handoffs": 5}, in_program=False),
    Interface: Sample(lambda _: make.make_interface(), {"hands_over": "The plan"}, in_program=False),
}
