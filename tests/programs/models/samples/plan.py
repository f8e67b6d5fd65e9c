"""One row of every noun of programs, plans and what the installation keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

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
from tests import factories as make
from tests.factories import START
from tests.programs.models.sample import FROM_ELSEWHERE, Sample, Samples


def open_baseline(program: Program) -> Baseline:
    return Baseline.objects.create(program=program, number=program.baselines.count() + 1, reason="Agreed plan")


def baseline_item(program: Program, **given: Any) -> BaselineItem:
    """An item of a baseline that is not locked yet."""
    return BaselineItem.objects.create(
        baseline=open_baseline(program), milestone=make.make_milestone(program), planned_on=START, weight=1, **given
    )


def evidence_alone(program: Program) -> Evidence:
    """Evidence that speaks for no milestone yet."""
    return Evidence.objects.create(
        program=program, level=2, title="Signed map", given_by=make.make_user(), given_on=START
    )


def review(program: Program, **given: Any) -> GateReview:
    """A decision about the first gate of the program."""
    return make.make_review(program.gates.first() or make.make_gate(program), **given)


def policy(_: Program, **given: Any) -> Policy:
    """The next policy, in force a day after the one before."""
    return make.make_policy(effective_from=START + timedelta(days=Policy.objects.count()), **given)


SAMPLES: Samples = {
    Attachment: Sample(make.make_attachment, {"name": "other.txt"}),
    Baseline: Sample(open_baseline, {"reason": "Another reason"}),
    BaselineItem: Sample(baseline_item),
    BusinessFunction: Sample(lambda _: make.make_function(), {"name": "Renamed"}, in_program=False),
    CostLine: Sample(make.make_cost_line, {"amount": 5}),
    Evidence: Sample(evidence_alone, {"title": "Other"}),
    EvidenceUse: Sample(lambda program: make.make_evidence(make.make_milestone(program)).uses.get(), FROM_ELSEWHERE),
    FlowStage: Sample(lambda program: make.make_stage(make.make_flow(program)), {"name": "Renamed"}),
    Gate: Sample(make.make_gate, {"criteria": "All maps signed"}),
    GateReview: Sample(review),
    Membership: Sample(lambda program: make.make_membership(make.make_user(), program), {"valid_to": START}),
    Milestone: Sample(make.make_milestone, {"name": "Renamed"}),
    MilestoneForecast: Sample(
        lambda program: make.make_forecast(make.make_milestone(program), finish_on=START), {"reason": "Supplier late"}
    ),
    MilestoneLink: Sample(
        lambda program: make.make_link(make.make_milestone(program), make.make_milestone(program)),
        FROM_ELSEWHERE,
    ),
    Policy: Sample(policy, in_program=False),
    Portfolio: Sample(lambda _: make.make_portfolio(), {"name": "Renamed"}, in_program=False),
    PortfolioEntry: Sample(lambda program: make.make_portfolio(program).entries.get(), {"left_on": START}),
    ProcessFlow: Sample(make.make_flow, {"state": "pilot"}),
    Program: Sample(lambda _: make.make_program(), {"name": "Renamed"}, in_program=False),
    StatusReport: Sample(make.make_status, {"reason": "On plan"}),
}
