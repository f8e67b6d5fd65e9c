"""What a pilot's protocol is, when it makes sense, and how another pilot takes it over."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import Pilot, ProcessFlow, ProgramMetric
from programs.periods import day_name


class PilotFields(TypedDict, total=False):
    name: str
    flow: ProcessFlow
    primary: ProgramMetric
    change: str
    old_arm: str
    new_arm: str
    alpha: Decimal
    minimum_periods: int
    maximum_periods: int
    burn_in_periods: int
    worthwhile_effect: Decimal | None
    source_system: str
    external_id: str


class GuardrailTerms(TypedDict):
    program_metric: ProgramMetric
    margin: Decimal
    agreed_with: str


def protocol_of(pilot: Pilot) -> PilotFields:
    """The protocol as another pilot takes it over, under the next free name."""
    return PilotFields(
        name=next_name(pilot),
        flow=pilot.flow,
        primary=pilot.primary,
        change=pilot.change,
        old_arm=pilot.old_arm,
        new_arm=pilot.new_arm,
        alpha=pilot.alpha,
        minimum_periods=pilot.minimum_periods,
        maximum_periods=pilot.maximum_periods,
        burn_in_periods=pilot.burn_in_periods,
        worthwhile_effect=pilot.worthwhile_effect,
    )


def next_name(pilot: Pilot) -> str:
    """The pilot's name with the number of the protocol, the first that no pilot of the program has."""
    taken = set(Pilot.objects.filter(program=pilot.program_id).values_list("name", flat=True))
    stem = pilot.name.rpartition(", protocol ")[0] or pilot.name
    names = (f"{stem[:180]}, protocol {number}" for number in range(2, len(taken) + 3))
    return next(name for name in names if name not in taken)


def check_open(pilot: Pilot) -> None:
    """Returns while the protocol may change; else raises Refused."""
    if pilot.locked_on is not None:
        say = f"The protocol was locked on {day_name(pilot.locked_on)}. Another protocol is another pilot."
        raise Refused("protocol_locked", say)


def check_not_replaced(pilot: Pilot) -> None:
    """Returns unless another pilot took the place of this one; else raises Refused."""
    successor = pilot.followed_by.first()
    if successor is not None:
        raise Refused("replaced", f"{successor} replaced this protocol: go on there.")


def check_own_readings(pilot: Pilot) -> None:
    """Returns when no open pilot has the same new arm: one reading cannot speak for two pilots; else raises Refused."""
    beside = Pilot.objects.filter(flow=pilot.flow_id, primary=pilot.primary_id, new_arm=pilot.new_arm)
    open_ones = beside.filter(locked_on__isnull=False, decided_on__isnull=True, followed_by__isnull=True)
    other = open_ones.exclude(pk=pilot.pk).first()
    if other is not None:
        say = f"{other} calls its new way the same. Give this one another name: readings must tell them apart."
        raise Refused("arm_in_use", say)


def check_protocol(pilot: Pilot) -> None:
    """Returns when the protocol can be judged at all; else raises Refused beside the field that is wrong."""
    check_of_program(pilot.program, pilot.flow, field="flow")
    check_metric(pilot, pilot.primary, field="primary")
    check_effect(pilot.primary, pilot.worthwhile_effect, field="worthwhile_effect")
    if not pilot.old_arm.strip() or not pilot.new_arm.strip():
        raise Refused("arm_without_name", "Name both arms as their readings will be labelled.", field="new_arm")
    if pilot.old_arm.strip() == pilot.new_arm.strip():
        raise Refused("same_arms", "Give the two arms different names.", field="new_arm")
    if pilot.minimum_periods > pilot.maximum_periods:
        raise Refused("too_short", "It may last at least as long as it must.", field="maximum_periods")
    if pilot.burn_in_periods >= pilot.maximum_periods:
        raise Refused("nothing_counts", "Then no period would count: let fewer run in.", field="burn_in_periods")
    if pilot.pk is not None:
        for guardrail in pilot.guardrails.select_related("program_metric__flow", "program_metric__metric"):
            check_guards(pilot, guardrail.program_metric)


def check_guards(pilot: Pilot, metric: ProgramMetric) -> None:
    """Returns when the metric can guard the pilot; else raises Refused."""
    check_metric(pilot, metric, field="program_metric")
    if metric.pk == pilot.primary_id:
        say = "This metric decides the pilot; another one must guard it."
        raise Refused("metric_has_two_roles", say, field="program_metric")


def check_effect(metric: ProgramMetric, value: Decimal | None, *, field: str) -> None:
    """Returns unless a share is asked for and an amount was given: metrics on a ratio scale compare in shares."""
    if value is not None and value >= 1 and metric.metric.is_ratio_scale:
        say = f"{metric.metric} is compared in shares: write 0.05 for about 5 %, not an amount in {metric.metric.unit}."
        raise Refused("not_a_share", say, field=field)


def check_metric(pilot: Pilot, metric: ProgramMetric, *, field: str) -> None:
    """Returns when the metric is of the pilot's program, and of its flow or of the whole; else raises Refused."""
    check_of_program(pilot.program, metric, field=field)
    if metric.flow_id is not None and metric.flow_id != pilot.flow_id:
        raise Refused("other_flow", f"This metric is judged in {metric.flow}, not in {pilot.flow}.", field=field)
