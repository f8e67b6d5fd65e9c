from __future__ import annotations

from itertools import pairwise

from programs.actions.base import action, lock, refresh, require, save_checked
from programs.actions.interfaces import check_two
from programs.errors import Refused
from programs.models import BusinessFunction, FlowInterface, Interface, ProcessFlow, User


@action
def use(flow: ProcessFlow, *, by: User, interface: Interface) -> FlowInterface:
    """The interface among those that the flow uses."""
    require(by, "plan_program", flow.program)
    use = add_use(lock(flow), interface)
    refresh([flow.program_id])
    return use


@action
def use_pair(
    flow: ProcessFlow, *, by: User, from_function: BusinessFunction, to_function: BusinessFunction
) -> FlowInterface:
    """The interface between two functions used by the flow; it is made for all programs when nobody has yet."""
    require(by, "plan_program", flow.program)
    check_two(from_function, to_function)
    use = add_use(lock(flow), interface_of(from_function, to_function))
    refresh([flow.program_id])
    return use


@action
def use_stages(flow: ProcessFlow, *, by: User) -> list[FlowInterface]:
    """Every hand-off between stages that follow each other, used by the flow; those it uses already are left out."""
    require(by, "plan_program", flow.program)
    flow = lock(flow)
    missing = unused_pairs(flow)
    if not missing:
        raise Refused("no_new_handoff", "Every hand-off between the stages is used already.")
    uses = [add_use(flow, interface_of(*pair)) for pair in missing]
    refresh([flow.program_id])
    return uses


@action
def remove(flow_interface: FlowInterface, *, by: User, version: int | None = None) -> None:
    """The flow without the interface, leaving a tombstone; the incidents there stay in the record."""
    program = flow_interface.flow.program
    require(by, "plan_program", program)
    lock(flow_interface, version=version).delete()
    refresh([program.pk])


def add_use(flow: ProcessFlow, interface: Interface) -> FlowInterface:
    """The use of an interface in a flow that is locked."""
    if flow.flow_interfaces.filter(interface=interface).exists():
        raise Refused("interface_used_already", f"{flow} uses {interface} already.")
    return save_checked(FlowInterface(flow=flow, interface=interface))


def interface_of(from_function: BusinessFunction, to_function: BusinessFunction) -> Interface:
    """The interface between two functions, made when there is none yet."""
    interface, _ = Interface.objects.get_or_create(from_function=from_function, to_function=to_function)
    return interface


def unused_pairs(flow: ProcessFlow) -> list[tuple[BusinessFunction, BusinessFunction]]:
    """Functions of stages that follow each other, where the flow does not use their interface yet; in its order.

    flow  with ``stages__function`` and ``flow_interfaces__interface`` prefetched, when many are asked
    """
    functions = [stage.function for stage in sorted(flow.stages.all(), key=lambda stage: (stage.position, stage.pk))]
    used = {(use.interface.from_function_id, use.interface.to_function_id) for use in flow.flow_interfaces.all()}
    pairs = {(first.pk, second.pk): (first, second) for first, second in pairwise(functions) if first != second}
    return [pair for keys, pair in pairs.items() if keys not in used]
