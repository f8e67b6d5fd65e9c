"""One row of every noun of the week."""

from __future__ import annotations

from programs.models import WeeklyStatement
from tests.factories import weekly as make_weekly
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {WeeklyStatement: Sample(make_weekly.make_statement, {"happened": True})}
