"""One row of every noun of people."""

from __future__ import annotations

from programs.models import Invitation
from tests.factories.people import make_invitation
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {Invitation: Sample(make_invitation, {"name": "Renamed"})}
