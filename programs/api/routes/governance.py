"""Lists of governance."""

from __future__ import annotations

from programs.api.committee_decisions import CommitteeDecisionViewSet
from programs.api.criteria import CriterionEvidenceViewSet, CriterionViewSet
from programs.api.raid_items import ActionItemViewSet, RaidItemViewSet
from programs.api.routes.route import Route
from programs.api.waivers import ApprovalViewSet, WaiverViewSet

ROUTES: tuple[Route, ...] = (
    ("gate-criteria", CriterionViewSet, "gate-criterion"),
    ("criterion-evidence", CriterionEvidenceViewSet, "criterion-evidence"),
    ("waivers", WaiverViewSet, "waiver"),
    ("approvals", ApprovalViewSet, "approval"),
    ("raid-items", RaidItemViewSet, "raid-item"),
    ("committee-decisions", CommitteeDecisionViewSet, "committee-decision"),
    ("action-items", ActionItemViewSet, "action-item"),
)
