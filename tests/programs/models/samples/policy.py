"""One row of every noun of the policy and of sources."""

from __future__ import annotations

from programs.models import FieldSource
from tests.factories.policy import make_source
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {FieldSource: Sample(make_source, {"system": "Jira Align"})}
