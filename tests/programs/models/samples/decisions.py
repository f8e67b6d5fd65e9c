"""One row of every noun of decisions."""

from __future__ import annotations

from programs.models import Authority, DecisionRecord, DecisionRight, DecisionRightResource, Team, TeamFunction
from tests.factories import START
from tests.factories import decisions as make
from tests.programs.models.sample import FROM_ELSEWHERE, Sample, Samples

SAMPLES: Samples = {
    Team: Sample(make.make_team, {"name": "Renamed"}),
    TeamFunction: Sample(lambda program: make.make_team_function(make.make_team(program)), {"valid_to": START}),
    DecisionRight: Sample(make.make_decision_right, {"times_a_month": 5}),
    DecisionRightResource: Sample(
        lambda program: make.make_commitment(make.make_decision_right(program)), FROM_ELSEWHERE
    ),
    Authority: Sample(lambda program: make.make_authority(make.make_decision_right(program)), {"valid_to": START}),
    DecisionRecord: Sample(make.make_decision, {"question": "Renamed"}),
}
