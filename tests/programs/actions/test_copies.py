from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from programs.actions import copies, milestones
from programs.errors import Refused
from programs.models import (
    DecisionRight,
    DecisionRightResource,
    FlowInterface,
    Interface,
    Program,
    ProgramMetric,
    Resource,
    SharedMetric,
    User,
)
from tests.factories import (
    START,
    make_baseline,
    make_evidence,
    make_flow,
    make_function,
    make_gate,
    make_milestone,
    make_program,
    make_stage,
    make_user,
)

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=100)


def copy(program: Program, by: User) -> Program:
    return copies.copy_structure(program, by=by, code="COPY", name="Copy", on=START, start_on=LATER)


@pytest.fixture
def planned(program: Program, pmo_lead: User) -> Program:
    """A program with a flow, a gate and two milestones in order, one of them accepted."""
    flow = make_flow(program, name="Valves", state="pilot")
    make_stage(flow, name="Order")
    interface = Interface.objects.create(from_function=make_function(), to_function=make_function())
    FlowInterface.objects.create(flow=flow, interface=interface)
    gate = make_gate(program, "G0", finish_on=START + timedelta(days=20))
    gate.criterion_list.create(position=1, statement="Every map is signed", added_on=START - timedelta(days=9))
    first = make_milestone(program, name="Map", gate=gate, flow=flow, weight=Decimal(3), owner=make_user(),
                           finish_on=START + timedelta(days=10))  # fmt: skip
    second = make_milestone(program, name="Sign", gate=gate, finish_on=START + timedelta(days=15))
    milestones.put_before(first, by=pmo_lead, successor=second)
    make_evidence(first, accepted_on=START)
    make_baseline(program)
    return program


def test_a_copy_has_the_flows_and_what_they_are_made_of(planned: Program, pmo_lead: User) -> None:
    flow = copy(planned, pmo_lead).flows.get()

    assert (flow.name, flow.state) == ("Valves", "mapped")
    assert [stage.name for stage in flow.stages.all()] == ["Order"]
    assert flow.flow_interfaces.get().interface == planned.flows.get().flow_interfaces.get().interface


def test_a_copy_has_the_plan_moved_in_time(planned: Program, pmo_lead: User) -> None:
    program = copy(planned, pmo_lead)

    plan = {each.name: each.forecasts.get().finish_on - LATER for each in program.milestones.all()}
    assert plan["Map"] == timedelta(days=10)
    assert plan["Sign"] == timedelta(days=15)
    first, second = program.milestones.get(name="Map"), program.milestones.get(name="Sign")
    assert first.successor_links.get().successor == second
    assert (first.gate, first.flow, first.weight) == (program.gates.get(), program.flows.get(), Decimal(3))


def test_a_copy_has_the_gates_with_their_criteria(planned: Program, pmo_lead: User) -> None:
    gate = copy(planned, pmo_lead).gates.get()

    assert (gate.code, gate.item.program.code, gate.item.kind) == ("G0", "COPY", "gate")
    assert [(each.statement, each.added_on) for each in gate.criterion_list.all()] == [("Every map is signed", START)]


def test_nothing_that_happened_is_copied(planned: Program, pmo_lead: User) -> None:
    program = copy(planned, pmo_lead)

    assert (program.state, program.copied_from) == ("draft", planned)
    assert not program.evidence.exists()
    assert not program.baselines.exists()
    assert program.milestones.filter(owner__isnull=False).count() == 0


def test_who_copies_leads_the_copy_alone(planned: Program, pmo_lead: User) -> None:
    membership = copy(planned, pmo_lead).memberships.get()

    assert (membership.user, membership.role, membership.valid_from) == (pmo_lead, "pmo_lead", START)


def test_metrics_and_decisions_come_without_promises(planned: Program, pmo_lead: User) -> None:
    metric = SharedMetric.objects.create(name="Service", unit="%", direction="higher", frequency="week")
    ProgramMetric.objects.create(program=planned, metric=metric, flow=planned.flows.get(), role="primary", target=95)
    right = DecisionRight.objects.create(program=planned, decision="Which orders are expedited")
    DecisionRightResource.objects.create(right=right, resource=Resource.objects.create(name="Press", kind="production"))

    program = copy(planned, pmo_lead)

    copied = program.metrics.get()
    assert (copied.metric, copied.flow, copied.target) == (metric, program.flows.get(), None)
    assert program.decision_rights.get().committed.get().resource.name == "Press"


def test_a_program_without_a_start_cannot_be_copied(steward: User) -> None:
    source = make_program(start_on=None, follows_sequence=False)
    steward.is_superuser = True
    steward.save()

    with pytest.raises(Refused) as refusal:
        copy(source, steward)

    assert refusal.value.code == "start_is_missing"
