"""The state rule of programs that are over: what may still be written, by the names of actions (ADR 19)."""

from __future__ import annotations

from typing import Any

from django.db import models

from programs.errors import Refused
from programs.models import Program
from programs.rules import program_of

# Who may read it, where it stands in lists, and the steps of its life, which have a rule of their own.
ALWAYS = frozenset(
    {
        "committee_mandates.end",
        "copies.copy_structure",
        "invitations.invite",
        "invitations.withdraw",
        "lifecycle.activate",
        "lifecycle.archive",
        "lifecycle.close",
        "lifecycle.pause",
        "lifecycle.resume",
        "memberships.end",
        "memberships.grant",
        "portfolios.add_program",
        "portfolios.take_out",
        "programs.remove",
        "programs.restore",
    }
)
# Facts of the days before the close, told late or set right, and what only comes to light after it.
WHILE_CLOSED = frozenset(
    {
        "constraints.observe",
        "constraints.withdraw",
        "cost_lines.state",
        "incidents.change",
        "incidents.report",
        "incidents.state_cost",
        "incidents.withdraw",
        "interventions.record",
        "interventions.remove",
        "statements.state",
        "trade_offs.dispute",
        "trade_offs.reverse",
        "trade_offs.true_up",
    }
)


def check_not_over(action: str, subject: Any, program: Any = None) -> None:
    """Returns when the action may write of the program that the subject belongs to, as its state is now.

    program  the program that the action names beside its subject
    """
    for row in (*subject,) if isinstance(subject, list | tuple) else (subject, program):
        written = program_of(row) if isinstance(row, models.Model) else None
        if written is None or not written.is_over or action in ALWAYS:
            continue
        if written.state == Program.State.CLOSED and action in WHILE_CLOSED:
            continue
        raise Refused(f"program_is_{written.state}", sentence(written))


def sentence(program: Program) -> str:
    """Why nothing more is written, and what can be done."""
    if program.state == Program.State.ARCHIVED:
        return f"{program} is archived: everything of it can be read, and nothing more is written."
    return f"{program} is closed: only facts of the days before that, costs and true-ups can still be told."
