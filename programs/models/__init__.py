"""The nouns of the record, one file each."""

from programs.models.api_token import ApiToken
from programs.models.approval import Approval, CriterionEvidence, GateCriterion, Waiver
from programs.models.attachment import Attachment, AttachmentContent
from programs.models.baseline import Baseline, BaselineItem
from programs.models.bulk_job import BulkJob, BulkPiece
from programs.models.business_function import BusinessFunction
from programs.models.change import Change, FeedAccess, FeedGeneration
from programs.models.committee import Committee, CommitteeMandate, CommitteeMember, Meeting, MeetingAttendance
from programs.models.constraint import Constraint, ConstraintObservation, FocusingStep
from programs.models.cost_line import CostLine
from programs.models.decision import Authority, DecisionRecord, DecisionRight, DecisionRightResource, Team, TeamFunction
from programs.models.event_log import EventLogFile, EventLogPiece
from programs.models.evidence import Evidence, EvidenceLevel, EvidenceUse
from programs.models.field_source import FieldSource
from programs.models.flow import FlowStage, ProcessFlow
from programs.models.gate import Gate, GateReview
from programs.models.interface import CoordinationIncident, FlowInterface, HandoffCount, Interface
from programs.models.invitation import Invitation
from programs.models.kept_answer import KeptAnswer
from programs.models.lifecycle import ProgramPause
from programs.models.market_shift import MarketShift, ShiftResponse
from programs.models.membership import Membership
from programs.models.metric import DefinitionSignature, MetricDefinition, Reading, SharedMetric
from programs.models.milestone import Milestone, MilestoneForecast, MilestoneLink
from programs.models.money import Currency, ExchangeRate, FiscalPeriod
from programs.models.password_request import PasswordRequest
from programs.models.pilot import Pilot, PilotGuardrail
from programs.models.planning_cycle import PlanningCycle
from programs.models.policy import Policy
from programs.models.portfolio import Portfolio, PortfolioEntry
from programs.models.program import Program
from programs.models.program_metric import LeaderEvaluation, MetricAccountability, MetricBaseline, ProgramMetric
from programs.models.pulse import PulseAnswer, PulseGroup, PulseLink, PulseWave
from programs.models.raid import ActionItem, CommitteeDecision, RaidItem
from programs.models.refresh_request import RefreshRequest
from programs.models.resource import Resource, ResourceControl
from programs.models.session import IntegratedSession, PmoIntervention, SessionFunction
from programs.models.status_report import StatusReport
from programs.models.tombstone import Tombstone
from programs.models.trade_off import TradeOffEntry
from programs.models.user import User
from programs.models.weekly_statement import DigestMail, WeeklyStatement
from programs.models.working_calendar import Holiday, WorkingCalendar

__all__ = [
    "ActionItem",
    "ApiToken",
    "Approval",
    "Attachment",
    "AttachmentContent",
    "Authority",
    "Baseline",
    "BaselineItem",
    "BulkJob",
    "BulkPiece",
    "BusinessFunction",
    "Change",
    "Committee",
    "CommitteeDecision",
    "CommitteeMandate",
    "CommitteeMember",
    "Constraint",
    "ConstraintObservation",
    "CoordinationIncident",
    "CostLine",
    "CriterionEvidence",
    "Currency",
    "DecisionRecord",
    "DecisionRight",
    "DecisionRightResource",
    "DefinitionSignature",
    "DigestMail",
    "EventLogFile",
    "EventLogPiece",
    "Evidence",
    "EvidenceLevel",
    "EvidenceUse",
    "ExchangeRate",
    "FeedAccess",
    "FeedGeneration",
    "FieldSource",
    "FiscalPeriod",
    "FlowInterface",
    "FlowStage",
    "FocusingStep",
    "Gate",
    "GateCriterion",
    "GateReview",
    "HandoffCount",
    "Holiday",
    "IntegratedSession",
    "Interface",
    "Invitation",
    "KeptAnswer",
    "LeaderEvaluation",
    "MarketShift",
    "Meeting",
    "MeetingAttendance",
    "Membership",
    "MetricAccountability",
    "MetricBaseline",
    "MetricDefinition",
    "Milestone",
    "MilestoneForecast",
    "MilestoneLink",
    "PasswordRequest",
    "Pilot",
    "PilotGuardrail",
    "PlanningCycle",
    "PmoIntervention",
    "Policy",
    "Portfolio",
    "PortfolioEntry",
    "ProcessFlow",
    "Program",
    "ProgramMetric",
    "ProgramPause",
    "PulseAnswer",
    "PulseGroup",
    "PulseLink",
    "PulseWave",
    "RaidItem",
    "Reading",
    "RefreshRequest",
    "Resource",
    "ResourceControl",
    "SessionFunction",
    "SharedMetric",
    "ShiftResponse",
    "StatusReport",
    "Team",
    "TeamFunction",
    "Tombstone",
    "TradeOffEntry",
    "User",
    "Waiver",
    "WeeklyStatement",
    "WorkingCalendar",
]
