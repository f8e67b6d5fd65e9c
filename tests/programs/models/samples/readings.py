"""One row of every noun of readings."""

from __future__ import annotations

from programs.models import Reading
from tests.factories import readings as make
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {Reading: Sample(make.make_flow_reading, {"value": 5})}
