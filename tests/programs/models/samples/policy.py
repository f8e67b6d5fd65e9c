"""One row of every noun of the policy."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
