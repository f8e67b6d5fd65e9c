"""The nouns of the record, one file each."""

from programs.models.api_token import ApiToken
from programs.models.attachment import Attachment, AttachmentContent
from programs.models.baseline import Baseline, BaselineItem
from programs.models.business_function import BusinessFunction
from programs.models.cost_line import CostLine
from programs.models.evidence import Evidence, EvidenceLevel, EvidenceUse
from programs.models.flow import FlowStage, ProcessFlow
from programs.models.gate import Gate, GateReview
from programs.models.membership import Membership
from programs.models.milestone import Milestone, MilestoneForecast, MilestoneLink
from programs.models.policy import Policy
from programs.models.portfolio import Portfolio, PortfolioEntry
from programs.models.program import Program
from programs.models.refresh_request import RefreshRequest
from programs.models.status_report import StatusReport
from programs.models.tombstone import Tombstone
from programs.models.user import User

__all__ = [
    "ApiToken",
    "Attachment",
    "AttachmentContent",
    "Baseline",
    "BaselineItem",
    "BusinessFunction",
    "CostLine",
    "Evidence",
    "EvidenceLevel",
    "EvidenceUse",
    "FlowStage",
    "Gate",
    "GateReview",
    "Membership",
    "Milestone",
    "MilestoneForecast",
    "MilestoneLink",
    "Policy",
    "Portfolio",
    "PortfolioEntry",
    "ProcessFlow",
    "Program",
    "RefreshRequest",
    "StatusReport",
    "Tombstone",
    "User",
]
