from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from programs.actions.base import action, change_fields, check_happened, lock, require, save_checked
from programs.actions.governance_checks import check_has_role, check_not_before, check_of_program
from programs.errors import NotAllowed, Refused
from programs.models import Approval, Baseline, Gate, Program, User, Waiver
from programs.models.approval import SUBJECTS
from programs.models.base import Record
from programs.periods import day_name


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
    if approver.pk in (by.pk, *makers(about.get("baseline"), waiver=about.get("waiver"))):
        raise Refused("another_person", "Ask another person than yourself or who decided it.", field="approver")
    check_has_role(program, approver, field="approver")
    if due_on is not None and due_on < on:
        raise Refused("due_before_asked", "The answer is due before it was asked for.", field="due_on")
    lock(program)  # Two requests at once would both find that nobody was asked yet.
    if program.approvals.filter(approver=approver, **given).waiting().exists():
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
    if by.pk in makers(approval.baseline, waiver=approval.waiver):
        raise NotAllowed("You decided what is to be approved: somebody else must answer.")
    check_happened(on)
    approval = lock(approval, version=version)
    check_waiting(approval)
    check_not_before(on, approval.requested_on, what="It was asked for")
    if answer not in Approval.Answer.values:
        raise Refused("answer_missing", "Answer with approved or rejected.", field="answer")
    if answer == Approval.Answer.REJECTED and not note.strip():
        raise Refused("note_missing", "Say why it is rejected, and what must change first.", field="note")
    return change_fields(approval, {"answer": answer, "answered_by": by, "answered_on": on, "note": note})


@action
def withdraw(approval: Approval, *, by: User, on: date, reason: str, version: int | None = None) -> Approval:
    """The request taken back, with the reason, before it is answered; by who asked or a PMO lead."""
    require(by, "withdraw_approval", approval)
    check_happened(on)
    approval = lock(approval, version=version)
    check_waiting(approval)
    check_not_before(on, approval.requested_on, what="It was asked for")
    if not reason.strip():
        raise Refused("reason_missing", "Say why nobody need answer any more.", field="reason")
    return change_fields(approval, {"withdrawn_by": by, "withdrawn_on": on, "withdrawal_reason": reason})


def check_waiting(approval: Approval) -> None:
    """Returns while the request waits for its answer; else raises Refused."""
    if approval.answer:
        raise Refused("already_answered", f"It was {approval.get_answer_display().lower()} already.")
    if approval.withdrawn_on is not None:
        raise Refused("already_withdrawn", f"It was withdrawn on {day_name(approval.withdrawn_on)} already.")


def makers(baseline: Baseline | None, *, waiver: Waiver | None) -> set[int | None]:
    """Keys of who locked the baseline or granted the waiver: nobody approves what they decided themselves."""
    locked_by = None if baseline is None else baseline.locked_by_id
    granted_by = None if waiver is None else waiver.granted_by_id
    return {locked_by, granted_by} - {None}
