"""Lists of programs, their plans and what the installation keeps."""

from __future__ import annotations

from programs.api.attachments import AttachmentViewSet
from programs.api.baselines import BaselineItemViewSet, BaselineViewSet
from programs.api.cost_lines import CostLineViewSet
from programs.api.deletions import DeletionViewSet
from programs.api.evidence import EvidenceViewSet
from programs.api.flows import FlowViewSet, StageViewSet
from programs.api.functions import FunctionViewSet
from programs.api.gates import GateViewSet, ReviewViewSet
from programs.api.memberships import MembershipViewSet
from programs.api.milestones import ForecastViewSet, LinkViewSet, MilestoneViewSet
from programs.api.policies import PolicyViewSet
from programs.api.portfolios import EntryViewSet, PortfolioViewSet
from programs.api.programs import ProgramViewSet
from programs.api.routes.route import Route
from programs.api.status_reports import StatusReportViewSet
from programs.api.tokens import TokenViewSet

ROUTES: tuple[Route, ...] = (
    ("functions", FunctionViewSet, "function"),
    ("policies", PolicyViewSet, "policy"),
    ("portfolios", PortfolioViewSet, "portfolio"),
    ("portfolio-entries", EntryViewSet, "portfolio-entry"),
    ("programs", ProgramViewSet, "program"),
    ("memberships", MembershipViewSet, "membership"),
    ("flows", FlowViewSet, "flow"),
    ("stages", StageViewSet, "stage"),
    ("milestones", MilestoneViewSet, "milestone"),
    ("milestone-links", LinkViewSet, "milestone-link"),
    ("milestone-forecasts", ForecastViewSet, "milestone-forecast"),
    ("baselines", BaselineViewSet, "baseline"),
    ("baseline-items", BaselineItemViewSet, "baseline-item"),
    ("evidence", EvidenceViewSet, "evidence"),
    ("gates", GateViewSet, "gate"),
    ("gate-reviews", ReviewViewSet, "gate-review"),
    ("status-reports", StatusReportViewSet, "status-report"),
    ("cost-lines", CostLineViewSet, "cost-line"),
    ("attachments", AttachmentViewSet, "attachment"),
    ("deletions", DeletionViewSet, "deletion"),
    ("tokens", TokenViewSet, "token"),
)
