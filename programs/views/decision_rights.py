from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import decision_rights
from programs.forms.decision_rights import CommitForm, NewRightForm, RightEndForm, RightForm
from programs.models import Authority, DecisionRight, DecisionRightResource, Program
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    program_for,
    require,
    row_for,
)
from programs.views.decision_forms import form_page
from programs.views.decision_rows import right_row, with_parts
from programs.views.decisions import PAGE, RECORDS, may_in, with_days
from programs.views.decisions import address as list_address
from programs.views.key_pages import key_page

RIGHTS = DecisionRight.objects.select_related("program", "flow")


@login_required
def decision_right_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A recurring decision with its resources and holders, in one form."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Add a recurring decision", back=list_address(program), done="Decision added.", program=program,
        note="Write down who decides today, also when that is not how it should be.",
    )  # fmt: skip
    form = NewRightForm(request.POST or None, program=program, since=first_day(program))
    return form_page(
        request, form, page=page, call=lambda _: decision_rights.create(program, by=request.user, **form.arguments())
    )


def first_day(program: Program) -> date:
    """The program's start, or today when that lies ahead or is open."""
    today = timezone.localdate()
    return min(program.start_on or today, today)


@login_required
@require_safe
def decision_right_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One recurring decision: its resources, who held which part when, and what was decided."""
    today = timezone.localdate()
    found = row_for(request, DecisionRight.objects.all(), uid)
    right = with_parts(DecisionRight.objects.filter(pk=found.pk), on=today).get()
    held = Authority.objects.filter(right=right).select_related("function", "team")
    behind = request.GET.get("older_than", "")
    records = key_page(RECORDS.filter(right=right), day="raised_on", behind=behind, size=PAGE)
    return render(
        request,
        "programs/decision_rights/detail.html",
        {
            "program": right.program,
            "row": right_row(right, on=today),
            "authorities": held.order_by("-valid_from", "-id"),
            "records": {"lines": with_days(records.rows, on=today), "page": records},
            "today": today,
            "may": may_in(right.program, request.user),
            "section": "decision-list",
        },
    )


@login_required
def decision_right_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The decision in other words, of another flow, or made more or less often."""
    right = right_for(request, uid)
    page = FormPage(title=f"Edit {right}", back=address(right), program=right.program)
    form = RightForm(request.POST or None, instance=right, program=right.program)
    return form_page(
        request, form, page=page, call=lambda values: decision_rights.change(right, by=request.user, **values)
    )


@login_required
def decision_right_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The last day on which the decision is made."""
    right = right_for(request, uid)
    page = FormPage(
        title=f"Nobody makes this decision any more: {right}", back=address(right), button="End it",
        done="The decision ends.", note="Whoever holds a part in it ends that day too.", program=right.program,
        danger=True,
    )  # fmt: skip
    initial = {"ended_on": right.ended_on or timezone.localdate()}
    form = RightEndForm(request.POST or None, instance=right, initial=initial)
    return form_page(
        request, form, page=page, call=lambda values: decision_rights.end(right, by=request.user, **values)
    )


@login_required
def resource_commit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One more resource that the decision commits."""
    right = right_for(request, uid)
    page = FormPage(
        title=f"Add a resource to {right}", back=address(right), button="Add it", done="Resource added.",
        note="Stewards keep the list of resources and who controls them, for all programs.", program=right.program,
    )  # fmt: skip
    form = CommitForm(request.POST or None)
    return form_page(
        request, form, page=page, call=lambda values: decision_rights.commit_resource(right, by=request.user, **values)
    )


@login_required
@require_POST
def resource_release(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes a resource out of a decision that does not commit it."""
    committed = row_for(request, DecisionRightResource.objects.select_related("right__program"), uid)
    return button_response(
        request,
        lambda: decision_rights.release_resource(committed, by=request.user),
        back=address(committed.right),
        done="Resource taken out.",
    )


def right_for(request: MemberRequest, uid: UUID) -> DecisionRight:
    """The decision, for people who plan its program."""
    right = row_for(request, RIGHTS, uid)
    require(request.user, "plan_program", right.program)
    return right


def address(right: DecisionRight) -> str:
    """The page of one recurring decision."""
    return reverse("programs:decision-right-detail", args=[right.uid])
