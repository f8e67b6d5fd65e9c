"""One row of every noun of trade-offs."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
