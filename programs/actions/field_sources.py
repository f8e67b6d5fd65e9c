"""Which system keeps a field: declared for the installation by stewards, for one program by its PMO lead."""

from __future__ import annotations

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import FieldSource, Program, User
from programs.models.field_source import is_of_a_program
from programs.source_fields import FIELDS, model_of


@action
def declare(noun: str, *, by: User, field: str, system: str, program: Program | None = None) -> FieldSource:
    """The field kept in ``system`` from now on, in one program or everywhere; what rows say stays as it is.

    noun, field  as the API names them
    """
    require_keeper(by, program)
    check_can_be_kept(noun, field)
    if program is not None and not is_of_a_program(model_of(noun)):
        message = "No program has these for itself: a steward says for the whole installation who keeps them."
        raise Refused("noun_is_shared", message, field="noun")
    there = FieldSource.objects.filter(program=program, noun=noun, field=field).first()
    if there is not None:
        raise Refused("kept_already", f"{there.system} keeps this field already: change that line.", field="field")
    return save_checked(FieldSource(program=program, noun=noun, field=field, system=named(system)))


@action
def change(source: FieldSource, *, by: User, system: str, version: int | None = None) -> FieldSource:
    """The field kept in another system from now on."""
    require_keeper(by, source.program)
    return change_fields(lock(source, version=version), {"system": named(system)})


@action
def remove(source: FieldSource, *, by: User, version: int | None = None) -> None:
    """The field kept by no other system; of a program, by the one that the installation says."""
    require_keeper(by, source.program)
    lock(source, version=version).delete()


def require_keeper(by: User, program: Program | None) -> None:
    """Returns for the PMO lead of the program, and for stewards where it is about the whole installation."""
    if program is None:
        require(by, "keep_installation")
    else:
        require(by, "plan_program", program)


def check_can_be_kept(noun: str, field: str) -> None:
    """Returns when the noun is known and a change of it takes the field; else raises Refused with what there is."""
    if noun not in FIELDS:
        message = f"Nothing of these can be kept elsewhere. Choose one of {', '.join(FIELDS)}."
        raise Refused("noun_unknown", message, field="noun")
    _, fields = FIELDS[noun]
    if field not in fields:
        message = f"A change of {noun} takes no such field. Choose one of {', '.join(fields)}."
        raise Refused("field_unknown", message, field="field")


def named(system: str) -> str:
    """The name without blanks around it; Refused when nothing is left."""
    if not system.strip():
        raise Refused("system_missing", "Name the system that keeps it.", field="system")
    return system.strip()
