"""One row of every noun of pilots."""

from __future__ import annotations

from programs.models import Pilot, PilotGuardrail
from tests.factories import pilots as make_pilots
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {
    Pilot: Sample(make_pilots.make_pilot, {"name": "Renamed"}),
    PilotGuardrail: Sample(
        lambda program: make_pilots.make_guardrail(make_pilots.make_pilot(program)), {"agreed_with": "Both leads"}
    ),
}
