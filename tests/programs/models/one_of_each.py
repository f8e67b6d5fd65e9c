"""One row of every noun of the record, and a change of it: what the promises of every table are tried on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from programs.models import (
    Attachment,
    Baseline,
    BaselineItem,
    BusinessFunction,
    CostLine,
    Evidence,
    EvidenceUse,
    FlowStage,
    Gate,
    GateReview,
    Membership,
    Milestone,
    MilestoneForecast,
    MilestoneLink,
    Policy,
    Portfolio,
    PortfolioEntry,
    ProcessFlow,
    Program,
    StatusReport,
)
from programs.models.base import Record
from tests import factories as make
from tests.factories import START

RecordModel = type[Record]
FROM_ELSEWHERE = {"source_system": "planview", "external_id": "1"}


@dataclass(frozen=True)
class Sample:
    """``make`` writes a row of the noun in a program; ``change`` changes it, empty when it never changes."""

    make: Callable[[Program], Record]
    change: Mapping[str, Any] = field(default_factory=dict)


def record_models() -> list[RecordModel]:
    """Every concrete table of the record, in order of name; history tables are not nouns."""
    found = [model for model in apps.get_app_config("programs").get_models() if issubclass(model, Record)]
    return sorted(found, key=lambda model: model.__name__)


def open_baseline(program: Program) -> Baseline:
    return Baseline.objects.create(program=program, number=program.baselines.count() + 1, reason="Agreed plan")


def baseline_item(program: Program) -> BaselineItem:
    """An item of a baseline that is not locked yet."""
    return BaselineItem.objects.create(
        baseline=open_baseline(program), milestone=make.make_milestone(program), planned_on=START, weight=1
    )


def evidence_alone(program: Program) -> Evidence:
    """Evidence that speaks for no milestone yet."""
    return Evidence.objects.create(
        program=program, level=2, title="Signed map", given_by=make.make_user(), given_on=START
    )


SAMPLES: dict[RecordModel, Sample] = {
    Attachment: Sample(make.make_attachment, {"name": "other.txt"}),
    Baseline: Sample(open_baseline, {"reason": "Another reason"}),
    BaselineItem: Sample(baseline_item),
    BusinessFunction: Sample(lambda _: make.make_function(), {"name": "Renamed"}),
    CostLine: Sample(make.make_cost_line, {"amount": 5}),
    Evidence: Sample(evidence_alone, {"title": "Other"}),
    EvidenceUse: Sample(lambda program: make.make_evidence(make.make_milestone(program)).uses.get(), FROM_ELSEWHERE),
    FlowStage: Sample(lambda program: make.make_stage(make.make_flow(program)), {"name": "Renamed"}),
    Gate: Sample(make.make_gate, {"criteria": "All maps signed"}),
    GateReview: Sample(lambda program: make.make_review(make.make_gate(program))),
    Membership: Sample(lambda program: make.make_membership(make.make_user(), program), {"valid_to": START}),
    Milestone: Sample(make.make_milestone, {"name": "Renamed"}),
    MilestoneForecast: Sample(
        lambda program: make.make_forecast(make.make_milestone(program), finish_on=START), {"reason": "Supplier late"}
    ),
    MilestoneLink: Sample(
        lambda program: make.make_link(make.make_milestone(program), make.make_milestone(program)),
        FROM_ELSEWHERE,
    ),
    Policy: Sample(lambda _: make.make_policy()),
    Portfolio: Sample(lambda _: make.make_portfolio(), {"name": "Renamed"}),
    PortfolioEntry: Sample(lambda program: make.make_portfolio(program).entries.get(), {"left_on": START}),
    ProcessFlow: Sample(make.make_flow, {"state": "pilot"}),
    Program: Sample(lambda _: make.make_program(), {"name": "Renamed"}),
    StatusReport: Sample(make.make_status, {"reason": "On plan"}),
}
CHANGEABLE = [model for model in SAMPLES if SAMPLES[model].change]
IMMUTABLE = [model for model in SAMPLES if not SAMPLES[model].change]


def delete_alone(row: Record) -> None:
    """The row deleted in the database, whatever refers to it: foreign keys are only checked at commit."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)
