from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
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

PAGE = 50
RECORDS = DecisionRecord.objects.select_related(
    "program", "flow", "right", "raised_by", "decided_function", "decided_team", "overriding_function", "overridden_by"
)


@login_required
@require_safe
def decision_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Who decides what today, the teams, what waits for a decision and what was decided, newest first."""
    program = program_for(request, uid)
    today = timezone.localdate()
    return render(
        request,
        "programs/decisions/list.html",
        {
            "program": program,
            "rights": right_rows(program, on=today),
            "teams": teams_of(program, on=today),
            "records": record_page(program, on=today, older_than=request.GET.get("older_than", "")),
            "may": may_in(program, request.user),
            "today": today,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Questions that wait, the longest first, each with its days; and a page of decisions that were made.

    older_than  uid of the last decision on the page when there are older ones; else empty
    """

    waiting: tuple[tuple[DecisionRecord, int], ...]
    made: tuple[DecisionRecord, ...]
    older_than: str
    is_first: bool


def record_page(program: Program, *, on: date, older_than: str) -> RecordPage:
    """The newest decisions that were made, or those older than the one with this uid."""
    waiting = RECORDS.filter(program=program, decided_on__isnull=True).order_by("raised_on", "id")
    made = RECORDS.filter(program=program, decided_on__isnull=False)
    last = program.decisions.filter(uid=older_than).first() if is_uid(older_than) else None
    if last is not None:
        made = made.filter(Q(raised_on__lt=last.raised_on) | Q(raised_on=last.raised_on, id__lt=last.pk))
    found = list(made.order_by("-raised_on", "-id")[: PAGE + 1])
    return RecordPage(
        waiting=with_days(waiting, on=on),
        made=tuple(found[:PAGE]),
        older_than=str(found[PAGE - 1].uid) if len(found) > PAGE else "",
        is_first=last is None,
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
        "plan": user.has_perm("programs.plan_program", program),
        "record": user.has_perm("programs.record_fact", program),
    }


def is_uid(text: str) -> bool:
    """True when the text is a uid."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


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
    named = request.GET.get("right", "")
    right = program.decision_rights.filter(uid=named).first() if is_uid(named) else None
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
