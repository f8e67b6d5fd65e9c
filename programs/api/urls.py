"""Addresses of the record in the API."""

from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

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
from programs.api.status_reports import StatusReportViewSet
from programs.api.tokens import TokenViewSet
from programs.api.users import MeView

router = SimpleRouter(use_regex_path=False)
router.register("functions", FunctionViewSet, "function")
router.register("policies", PolicyViewSet, "policy")
router.register("portfolios", PortfolioViewSet, "portfolio")
router.register("portfolio-entries", EntryViewSet, "portfolio-entry")
router.register("programs", ProgramViewSet, "program")
router.register("memberships", MembershipViewSet, "membership")
router.register("flows", FlowViewSet, "flow")
router.register("stages", StageViewSet, "stage")
router.register("milestones", MilestoneViewSet, "milestone")
router.register("milestone-links", LinkViewSet, "milestone-link")
router.register("milestone-forecasts", ForecastViewSet, "milestone-forecast")
router.register("baselines", BaselineViewSet, "baseline")
router.register("baseline-items", BaselineItemViewSet, "baseline-item")
router.register("evidence", EvidenceViewSet, "evidence")
router.register("gates", GateViewSet, "gate")
router.register("gate-reviews", ReviewViewSet, "gate-review")
router.register("status-reports", StatusReportViewSet, "status-report")
router.register("cost-lines", CostLineViewSet, "cost-line")
router.register("attachments", AttachmentViewSet, "attachment")
router.register("deletions", DeletionViewSet, "deletion")
router.register("tokens", TokenViewSet, "token")

urlpatterns = [path("users/me/", MeView.as_view(), name="me"), *router.urls]
