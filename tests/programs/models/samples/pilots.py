"""One row of every noun of pilots."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
