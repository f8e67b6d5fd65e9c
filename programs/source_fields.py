"""Fields of the record that another system may keep: those that a change of the noun takes, as the API names both.

``forecast_on`` of a milestone is no column: it is what its latest forecast states.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "action-items": ("ActionItem", ("title", "owner", "due_on", "meeting", "decision", "raid_item", "note")),
    "committee-decisions": (
        "CommitteeDecision", ("question", "recommendation", "cost_of_waiting", "owner", "committee", "needed_by"),
    ),
    "committees": ("Committee", ("name", "quorum", "cadence_days")),
    "currencies": ("Currency", ("name",)),
    "decision-rights": ("DecisionRight", ("decision", "flow", "times_a_month")),
    "decisions": ("DecisionRecord", ("question", "right", "flow", "alternatives", "is_trade_off")),
    "exchange-rates": ("ExchangeRate", ("rate", "source")),
    "flows": ("ProcessFlow", ("name", "segment_kind", "position", "state")),
    "functions": ("BusinessFunction", ("name", "parent")),
    "gate-criteria": ("GateCriterion", ("statement", "minimum_evidence_level", "position")),
    "gates": ("Gate", ("criteria",)),
    "incidents": (
        "CoordinationIncident",
        ("interface", "happened_on", "consequence", "band", "flow", "failure_mode", "party", "description"),
    ),
    "interfaces": ("Interface", ("hands_over", "owner", "redesign")),
    "leader-evaluations": ("LeaderEvaluation", ("cycle_starts_on", "cycle_ends_on", "shared_weight")),
    "market-shifts": ("MarketShift", ("title", "description", "flow", "visible_on", "floor_changed_on")),
    "meetings": ("Meeting", ("scheduled_on", "agenda")),
    "metrics": (
        "SharedMetric", ("name", "description", "unit", "direction", "frequency", "is_ratio_scale", "decimals"),
    ),
    "milestones": (
        "Milestone",
        (
            *("name", "description", "flow", "step", "dimension", "kind", "gate", "weight", "owner", "function"),
            *("minimum_evidence_level", "started_on", "forecast_on"),
        ),
    ),
    "pilot-guardrails": ("PilotGuardrail", ("margin", "agreed_with")),
    "pilots": (
        "Pilot",
        (
            *("name", "flow", "primary", "change", "old_arm", "new_arm", "alpha", "minimum_periods"),
            *("maximum_periods", "burn_in_periods", "worthwhile_effect"),
        ),
    ),
    "planning-cycles": (
        "PlanningCycle",
        (
            *("period_days", "anchor_at", "cut_off_lead_days", "processing_days", "handoff_days"),
            *("calendar", "reason"),
        ),
    ),
    "portfolios": ("Portfolio", ("name", "description")),
    "program-metrics": ("ProgramMetric", ("role", "target", "target_on")),
    "programs": (
        "Program",
        (
            *("name", "description", "organization", "category", "sponsor_name", "start_on"),
            *("follows_sequence", "currency"),
        ),
    ),
    "raid-items": (
        "RaidItem",
        (
            *("kind", "title", "description", "response", "milestone", "owner"),
            *("probability", "impact", "due_on"),
        ),
    ),
    "readings": ("Reading", ("value", "is_final", "source")),
    "resources": ("Resource", ("name", "kind", "description")),
    "stages": ("FlowStage", ("name", "planning_level")),
    "teams": ("Team", ("name", "flow")),
    "working-calendars": ("WorkingCalendar", ("name", "working_days")),
}  # fmt: skip
NOUN_OF: Mapping[str, str] = {name.lower(): noun for noun, (name, _) in FIELDS.items()}
"""The noun by the name of its table's model."""

WORDS: Mapping[str, str] = {
    "due_on": "Due day",
    "forecast_on": "Expected finish",
    "is_final": "Final or not",
    "is_ratio_scale": "Ratio scale or not",
    "is_trade_off": "Trade-off or not",
    "needed_by": "Needed by day",
    "raid-items": "Items of the log",
    "sponsor_name": "Sponsor",
    "target_on": "Target day",
}
"""What the name alone does not say as people do."""


def model_of(noun: str) -> type[models.Model]:
    """The table of a noun of ``FIELDS``."""
    found: type[models.Model] = apps.get_model("programs", FIELDS[noun][0])
    return found


def noun_of(row: models.Model) -> str:
    """The noun that the row is of; blank where no other system can keep a field of it, as it was made here."""
    if not getattr(row, "source_system", ""):
        return ""
    return NOUN_OF.get(str(row._meta.model_name), "")


def in_words(name: str) -> str:
    """A noun or a field as people read it: Action items, Minimum evidence level."""
    return WORDS.get(name) or name.replace("-", " ").replace("_", " ").capitalize()


def choices(of: Any = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every field by its noun, for a form: ``milestones.owner`` and its words.

    of  which nouns, as a predicate of their tables; None for all
    """
    return [
        (in_words(noun), [(f"{noun}.{name}", in_words(name)) for name in names])
        for noun, (_, names) in FIELDS.items()
        if of is None or of(model_of(noun))
    ]
