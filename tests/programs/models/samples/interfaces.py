"""One row of every noun of interfaces between functions and their incidents."""

from __future__ import annotations

from tests.programs.models.sample import Samples

SAMPLES: Samples = {}
