from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, require, save_checked
from programs.actions.governance_checks import check_has_role, check_not_before, check_of_program
from programs.errors import NotAllowed, Refused
from programs.models import Approval, Baseline, Gate, Program, User, Waiver
from programs.models.approval import SUBJECTS
from programs.models.base import Record


class Subject(TypedDict, total=False):
    gate: Gate | None
    baseline: Baseline | None
    waiver: Waiver | None


@action
def request(
    program: Program, *, by: User, approver: User, on: date, due_on: date | None = None, **about: Unpack[Subject]
) -> Approval:
    """A person asked to approve one gate, baseline or waiver; nobody asks themselves."""
    require(by, "plan_program", program)
    check_happened(on)
    subjects: dict[str, Record | None] = dict(about)  # type: ignore[arg-type]
    given = {name: row for name, row in subjects.items() if row is not None}
    if len(given) != 1:
        raise Refused("about_one_thing", f"Name one of {', '.join(SUBJECTS)}: what is to be approved.", field="about")
    for name, row in given.items():
        check_of_program(program, row, field=name)
    waiver = about.get("waiver")
    if approver.pk == by.pk or (waiver is not None and waiver.granted_by_id == approver.pk):
        raise Refused("another_person", "Ask another person than yourself or who granted it.", field="approver")
    check_has_role(program, approver, field="approver")
    if due_on is not None and due_on < on:
        raise Refused("due_before_asked", "The answer is due before it was asked for.", field="due_on")
    lock(program)  # Two requests at once would both find that nobody was asked yet.
    if program.approvals.filter(approver=approver, answer="", **given).exists():
        raise Refused("asked_already", f"{approver} was asked already and has not answered yet.", field="approver")
    return save_checked(
        Approval(program=program, approver=approver, requested_by=by, requested_on=on, due_on=due_on, **given)
    )


@action
def answer(
    approval: Approval, *, by: User, answer: str, on: date, note: str = "", version: int | None = None
) -> Approval:
    """The answer of who was asked, or of their delegate; a rejection says why, and an answer is final."""
    require(by, "answer_approval", approval)
    if by.pk == approval.requested_by_id:
        raise NotAllowed("You asked for this approval: somebody else must answer.")
    check_happened(on)
    approval = lock(approval, version=version)
    if approval.answer:
        raise Refused("already_answered", f"It was {approval.get_answer_display().lower()} already.")
    check_not_before(on, approval.requested_on, what="It was asked for")
    if answer not in Approval.Answer.values:
        raise Refused("answer_missing", "Answer with approved or rejected.", field="answer")
    if answer == Approval.Answer.REJECTED and not note.strip():
        raise Refused("note_missing", "Say why it is rejected, and what must change first.", field="note")
    return change_fields(approval, {"answer": answer, "answered_by": by, "answered_on": on, "note": note})
