from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import NotAllowed, Refused
from programs.models import BusinessFunction, CoordinationIncident, Interface, ProcessFlow, User


class InterfaceFields(TypedDict, total=False):
    hands_over: str
    owner: User | None
    redesign: str


@action
def create(
    from_function: BusinessFunction, *, by: User, to_function: BusinessFunction, **fields: Unpack[InterfaceFields]
) -> Interface:
    """The interface from one function to another, for all programs; stewards only."""
    require(by, "keep_installation")
    check_two(from_function, to_function)
    author = by if fields.get("redesign") else None
    return save_checked(Interface(from_function=from_function, to_function=to_function, redesign_by=author, **fields))


@action
def change(
    interface: Interface, *, by: User, version: int | None = None, **fields: Unpack[InterfaceFields]
) -> Interface:
    """The interface with another owner, subject or redesign; another redesign has to be accepted anew."""
    require(by, "change_interface_redesign", interface)
    interface = lock(interface, version=version)
    changes: dict[str, object] = dict(fields)
    redesign = fields.get("redesign", interface.redesign)
    if redesign != interface.redesign:
        author = by if redesign else None
        changes |= {"redesign_by": author, "redesign_accepted_by": None, "redesign_accepted_on": None}
    interface = change_fields(interface, changes)
    refresh(programs_using(interface))
    return interface


@action
def accept_redesign(interface: Interface, *, by: User, on: date, version: int | None = None) -> Interface:
    """The redesign accepted as it stands; by another person than wrote it or owns the interface."""
    require(by, "accept_interface_redesign", interface)
    check_happened(on)
    interface = lock(interface, version=version)
    if not interface.redesign:
        raise Refused("no_redesign", "Nothing is written yet: say how the hand-off works from now on first.")
    if interface.redesign_accepted_on is not None:
        raise Refused("already_accepted", "This redesign was accepted already.")
    if by.pk == interface.redesign_by_id:
        raise NotAllowed("You wrote this redesign: somebody else must accept it.")
    if by.pk == interface.owner_id:
        raise NotAllowed("You own this interface: somebody else must accept its redesign.")
    interface = change_fields(interface, {"redesign_accepted_by": by, "redesign_accepted_on": on})
    refresh(programs_using(interface))
    return interface


@action
def remove(interface: Interface, *, by: User, version: int | None = None) -> None:
    """The interface deleted, leaving a tombstone; refused while anything of the record names it."""
    require(by, "keep_installation")
    interface = lock(interface, version=version)
    if is_named(interface):
        raise Refused(
            "interface_in_use", "A flow, an incident or a count names this interface: it stays, so that they stay true."
        )
    interface.delete()


def is_named(interface: Interface) -> bool:
    """Whether a flow uses it, an incident happened there, or its hand-offs were counted."""
    return (
        interface.flow_interfaces.exists()
        or CoordinationIncident.objects.filter(interface=interface).exists()
        or interface.handoff_counts.exists()
    )


def check_two(from_function: BusinessFunction, to_function: BusinessFunction) -> None:
    """Returns when the functions differ: nobody hands over to themselves."""
    if from_function == to_function:
        raise Refused("same_function", "An interface joins two functions: choose another one.", field="to_function")


def programs_using(interface: Interface) -> list[int]:
    """Keys of the programs whose flows use the interface, in order."""
    flows = ProcessFlow.objects.filter(flow_interfaces__interface=interface, program__removed_on__isnull=True)
    return list(flows.order_by("program_id").values_list("program_id", flat=True).distinct())
