"""One row of every noun of governance."""

from __future__ import annotations

from programs.models import (
    ActionItem,
    Approval,
    CommitteeDecision,
    CriterionEvidence,
    GateCriterion,
    RaidItem,
    Waiver,
)
from tests.factories import START
from tests.factories import governance as make_governance
from tests.programs.models.sample import FROM_ELSEWHERE, Sample, Samples

SAMPLES: Samples = {
    GateCriterion: Sample(make_governance.make_criterion, {"removed_on": START}),
    CriterionEvidence: Sample(
        lambda program: make_governance.make_criterion_evidence(make_governance.make_criterion(program)),
        FROM_ELSEWHERE,
    ),
    Waiver: Sample(make_governance.make_waiver, {"reason": "The plant moves"}),
    Approval: Sample(make_governance.make_approval, {"note": "Look at the second page"}),
    RaidItem: Sample(make_governance.make_raid_item, {"title": "Renamed"}),
    CommitteeDecision: Sample(make_governance.make_question, {"recommendation": "Decline"}),
    ActionItem: Sample(make_governance.make_action_item, {"title": "Renamed"}),
}
