"""One row of every noun of a program's life."""

from __future__ import annotations

from programs.models import ProgramPause
from tests.factories.lifecycle import make_pause
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {ProgramPause: Sample(make_pause, {"reason": "The plant moved"})}
