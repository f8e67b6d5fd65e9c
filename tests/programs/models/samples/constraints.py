"""One row of every noun of constraints and what was observed of them."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
