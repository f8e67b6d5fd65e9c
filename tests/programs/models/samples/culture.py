"""One row of every noun of culture."""

from __future__ import annotations

from programs.models import IntegratedSession, PmoIntervention, PulseGroup, PulseWave, SessionFunction
from tests import factories as make
from tests.factories import START
from tests.factories import culture as make_culture
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {
    IntegratedSession: Sample(
        lambda program: IntegratedSession.objects.create(
            flow=make.make_flow(program), scheduled_on=START, recorded_by=make.make_user()
        ),
        {"held_on": START},
    ),
    SessionFunction: Sample(
        lambda program: make_culture.make_session(make.make_flow(program)).functions.get(), {"came": True}
    ),
    PmoIntervention: Sample(
        lambda program: make_culture.make_intervention(make.make_flow(program)), {"note": "Twice in one day"}
    ),
    PulseWave: Sample(make_culture.make_wave, {"name": "Renamed"}),
    PulseGroup: Sample(lambda program: make_culture.make_group(make_culture.make_wave(program)), {"invited": 9}),
}
