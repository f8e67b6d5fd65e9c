from __future__ import annotations

import re
from datetime import date
from typing import TypedDict, Unpack

from programs.actions import memberships
from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.currency_codes import ISO_4217
from programs.errors import Refused
from programs.models import Currency, Membership, Program, User


class ProgramFields(TypedDict, total=False):
    name: str
    description: str
    organization: str
    category: str
    sponsor_name: str
    start_on: date | None
    follows_sequence: bool
    currency: str
    source_system: str
    external_id: str


@action
def create(code: str, *, by: User, on: date, **fields: Unpack[ProgramFields]) -> Program:
    """A draft program whose creator is its PMO lead from ``on``."""
    require(by, "create_program")
    if not re.fullmatch(r"[\w.-]+", code):
        message = "A code has letters, digits, dots, dashes and underscores only, such as S2P-EU."
        raise Refused("code_is_malformed", message, field="code")
    check_code_is_free(code)
    check_currency(fields.get("currency", ""))
    program = save_checked(Program(code=code, **fields))
    memberships.enter(program, user=by, role=Membership.Role.PMO_LEAD, valid_from=on)
    return program


@action
def change(program: Program, *, by: User, version: int | None = None, **fields: Unpack[ProgramFields]) -> Program:
    """The program with other values; its start stays once a baseline is locked."""
    require(by, "plan_program", program)
    program = lock(program, version=version)
    if "start_on" in fields and fields["start_on"] != program.start_on and has_locked_baseline(program):
        raise Refused("start_is_fixed", "The start cannot move once a baseline is locked.", field="start_on")
    if fields.get("currency", program.currency) != program.currency:
        check_currency(fields["currency"])
    program = change_fields(program, dict(fields))
    refresh([program.pk])
    return program


@action
def remove(program: Program, *, by: User, on: date, version: int | None = None) -> Program:
    """The program out of every list; nothing is deleted, ``restore`` brings it back."""
    require(by, "plan_program", program)
    check_happened(on)
    program = lock(program, version=version)
    if program.removed_on is not None:
        raise Refused("already_removed", "The program was removed already.")
    program = change_fields(program, {"removed_on": on, "removed_by": by})
    refresh([program.pk])
    return program


@action
def restore(program: Program, *, by: User, version: int | None = None) -> Program:
    """A removed program back in every list."""
    require(by, "plan_program", program)
    program = change_fields(lock(program, version=version), {"removed_on": None, "removed_by": None})
    refresh([program.pk])
    return program


def check_code_is_free(code: str) -> None:
    """Returns unless a program has the code, in large or small letters: people say it, and do not hear the case."""
    taken = Program.objects.filter(code__iexact=code).values_list("code", flat=True).first()
    if taken is not None:
        raise Refused("code_is_taken", f"Another program has the code {taken}: choose another one.", field="code")


def check_currency(code: str) -> None:
    """Returns when money is stated in the currency somewhere: of ISO 4217, or kept by the installation."""
    if code and code not in ISO_4217 and not Currency.objects.filter(code=code).exists():
        message = f"{code} is no currency of ISO 4217: give one such as EUR, or leave it empty."
        raise Refused("currency_unknown", message, field="currency")


def has_locked_baseline(program: Program) -> bool:
    """True once a plan of the program was frozen."""
    return program.baselines.filter(locked_on__isnull=False).exists()
