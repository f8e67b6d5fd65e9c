"""One row of every noun of people."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
