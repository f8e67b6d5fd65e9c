from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import decisions
from programs.forms.decisions import DecidedForm, DecideForm, DecisionForm, OverrideForm, QuestionForm
from programs.forms.holders import key_of_holder
from programs.models import Authority, DecisionRecord, Program, Team, TeamFunction, User
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    program_for,
    require,
    row_for,
    small_number,
)
from programs.views.decision_forms import form_page
from programs.views.decision_rows import right_rows
from programs.views.key_pages import KeyPage, key_page, row_named
from programs.views.rights import may

PAGE = 10
WAITING = 10
RECORDS = DecisionRecord.objects.select_related(
    "program", "flow", "right", "raised_by", "decided_function", "decided_team", "overriding_function", "overridden_by"
)


@login_required
@require_safe
def decision_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What waits for a decision, who decides what today, what was decided, newest first, and the teams."""
    program = program_for(request, uid)
    today, at = timezone.localdate(), request.GET
    older_than, wait_behind = at.get("older_than", ""), at.get("wait_behind", "")
    return render(
        request,
        "programs/decisions/list.html",
        {
            "program": program,
            "rights": sorted(right_rows(program, on=today), key=lambda row: not row.notes),
            "teams": teams_of(program, on=today),
            "records": record_pages(program, on=today, wait_behind=wait_behind, older_than=older_than),
            "may": may_in(program, request.user),
            "today": today,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPages:
    """Questions that wait, each with its days, the longest wait first; and decisions that were made, newest first.

    A page beyond the first of either shows nothing else.
    """

    waiting: tuple[tuple[DecisionRecord, int], ...]
    waiting_number: int
    waiting_further: UUID | None
    made: KeyPage[DecisionRecord]
    is_first: bool
    is_waiting_only: bool


def record_pages(program: Program, *, on: date, wait_behind: str, older_than: str) -> RecordPages:
    """A page of what waits and a page of what was decided, behind the records with these uids."""
    of_program = RECORDS.filter(program=program)
    waits = of_program.filter(decided_on__isnull=True)
    waiting = key_page(waits, day="raised_on", behind=wait_behind, size=WAITING, oldest_first=True)
    made = key_page(of_program.filter(decided_on__isnull=False), day="raised_on", behind=older_than, size=PAGE)
    return RecordPages(
        waiting=with_days(waiting.rows, on=on),
        waiting_number=waits.count(),
        waiting_further=waiting.further,
        made=made,
        is_first=made.is_first and waiting.is_first,
        is_waiting_only=not waiting.is_first,
    )


def with_days(records: Iterable[DecisionRecord], *, on: date) -> tuple[tuple[DecisionRecord, int], ...]:
    """Each record with the days since it was raised."""
    return tuple((each, (on - each.raised_on).days) for each in records)


def teams_of(program: Program, *, on: date) -> QuerySet[Team]:
    """The teams of the program, each with the functions that sit in it on the day or later."""
    seats = TeamFunction.objects.exclude(valid_to__lt=on).select_related("function")
    teams = program.teams.select_related("flow").order_by("name", "id")
    return teams.prefetch_related(Prefetch("functions", seats.order_by("valid_from", "function__name", "id")))


def may_in(program: Program, user: User) -> dict[str, bool]:
    """What the person may do on the pages of decisions."""
    return {
        "plan": may(user, "plan_program", program),
        "record": may(user, "record_fact", program),
    }


@login_required
def decision_raise(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A question that waits for a decision from a day on."""
    program = program_for(request, uid, may="record_fact")
    page = FormPage(
        title="Raise a decision", back=address(program), button="Raise it", done="It waits for a decision.",
        note="The days until it is decided count as decision latency: how long coordination really takes.",
        program=program,
    )  # fmt: skip
    initial = {"on": timezone.localdate(), "right": chosen_right(request, program)}
    form = QuestionForm(request.POST or None, program=program, initial=initial)
    return form_page(
        request, form, page=page, call=lambda values: decisions.raise_question(program, by=request.user, **values)
    )


def chosen_right(request: HttpRequest, program: Program) -> int | None:
    """The key of the recurring decision that the address names, when it is of the program."""
    right = row_named(program.decision_rights.all(), request.GET.get("right", ""))
    return right.pk if right else None


@login_required
def decision_record(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A decision that was raised and made already."""
    program = program_for(request, uid, may="record_fact")
    page = FormPage(
        title="Record a decision that was made", back=address(program), button="Record it", done="Recorded.",
        program=program,
    )  # fmt: skip
    initial = {"on": timezone.localdate(), "right": chosen_right(request, program)}
    form = DecidedForm(request.POST or None, program=program, initial=initial)

    def call(_: dict[str, Any]) -> None:
        values = form.arguments()
        place = {name: values.pop(name) for name in ("question", "right")}
        with transaction.atomic():
            raised = decisions.raise_question(program, by=request.user, on=values.pop("raised_on"), **place)
            decisions.decide(raised, by=request.user, **values)

    return form_page(request, form, page=page, call=call)


@login_required
def decision_decide(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What was decided about a question that waited."""
    decision = decision_for(request, uid)
    page = FormPage(
        title=f"It was decided: {decision}", back=address(decision.program), button="Record it", done="Recorded.",
        program=decision.program,
    )  # fmt: skip
    today = timezone.localdate()
    entitled = None
    if decision.right is not None:
        deciding = decision.right.authorities.filter(role=Authority.Role.DECIDE).valid_on(today)
        holders = list(deciding.select_related("function", "team")[:2])
        entitled = holders[0] if len(holders) == 1 else None
    initial = {
        "on": today,
        "holder": key_of_holder(entitled),
        "is_trade_off": decision.is_trade_off,
        "alternatives": decision.alternatives,
    }
    form = DecideForm(request.POST or None, program=decision.program, initial=initial)
    return form_page(
        request, form, page=page, call=lambda _: decisions.decide(decision, by=request.user, **form.arguments())
    )


@login_required
def decision_override(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A decision overridden by somebody else than decided it."""
    decision = decision_for(request, uid)
    page = FormPage(
        title=f"It was overridden: {decision}", back=address(decision.program), button="Record it", done="Recorded.",
        note="An override by a higher place shows whether authority really moved. It counts in the culture score.",
        program=decision.program,
    )  # fmt: skip
    form = OverrideForm(request.POST or None, initial={"on": timezone.localdate()})
    return form_page(
        request, form, page=page, call=lambda values: decisions.override(decision, by=request.user, **values)
    )


@login_required
def decision_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The decision with other words; below it, what takes a mistake back."""
    decision = decision_for(request, uid)
    page = FormPage(title="Edit the decision", back=address(decision.program), program=decision.program)
    form = DecisionForm(request.POST or None, instance=decision, program=decision.program)

    def call(values: dict[str, Any]) -> object:
        return decisions.change(decision, by=request.user, **values)

    return form_page(request, form, page=page, call=call, template="programs/decisions/edit.html")


@login_required
@require_POST
def decision_reopen(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Lets a decision wait again that was entered as made by mistake."""
    decision = decision_for(request, uid)
    return button_response(
        request,
        lambda: decisions.reopen(decision, by=request.user, version=seen_version(request)),
        back=address(decision.program),
        done="It waits for a decision again.",
    )


@login_required
@require_POST
def decision_withdraw(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a question that needs no answer any more."""
    decision = decision_for(request, uid)
    return button_response(
        request,
        lambda: decisions.withdraw(decision, by=request.user, version=seen_version(request)),
        back=address(decision.program),
        done="The question is withdrawn.",
    )


def seen_version(request: MemberRequest) -> int | None:
    """The version of the row that the page showed."""
    return small_number(request.POST.get("version", ""))


def decision_for(request: MemberRequest, uid: UUID) -> DecisionRecord:
    """The decision, for people who may record facts of its program."""
    decision = row_for(request, RECORDS, uid)
    require(request.user, "record_fact", decision.program)
    return decision


def address(program: Program) -> str:
    """The decisions of a program."""
    return reverse("programs:decision-list", args=[program.uid])
