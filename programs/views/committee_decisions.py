from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from programs.actions import committee_decisions
from programs.forms.governance import DecideForm, QuestionForm
from programs.models import Committee, CommitteeDecision, Program
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    require,
    row_for,
    small_number,
)
from programs.views.governance import governance_address


@login_required
def committee_decision_ask(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A question to the committee, with a recommendation."""
    program = program_for(request, uid, may="raise_item")
    page = FormPage(
        title="Ask for a decision",
        back=governance_address(program, "waiting"),
        button="Ask",
        done="Question asked.",
        note="It stands first on the page and in the next report until the committee has decided.",
        program=program,
    )
    initial = {"owner": request.user, "committee": only_committee(program)}
    form = QuestionForm(request.POST or None, program=program, initial=initial)
    today = timezone.localdate()
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: committee_decisions.ask(program, by=request.user, on=today, **values),
    )


@login_required
def committee_decision_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A question in other words, before it is decided."""
    asked = row_for(request, CommitteeDecision.objects.select_related("program", "owner", "committee"), uid)
    require(request.user, "carry_item", asked)
    page = FormPage(title="Change the question", back=governance_address(asked.program), program=asked.program)
    form = QuestionForm(request.POST or None, instance=asked, program=asked.program)
    return form_response(
        request, form, page=page, call=lambda values: committee_decisions.change(asked, by=request.user, **values)
    )


@login_required
def committee_decision_decide(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The committee's answer to a question."""
    asked = row_for(request, CommitteeDecision.objects.select_related("program", "committee"), uid)
    require(request.user, "decide", asked.program)
    page = FormPage(
        title=asked.question,
        back=governance_address(asked.program, "waiting"),
        button="Record the decision",
        done="Decision recorded.",
        note=f"Recommended: {asked.recommendation}",
        program=asked.program,
    )
    form = DecideForm(request.POST or None, instance=asked, initial={"on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: committee_decisions.decide(asked, by=request.user, **values)
    )


@login_required
@require_POST
def committee_decision_done(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Marks what was agreed as done today, as it stood on the page."""
    decided = row_for(request, CommitteeDecision.objects.select_related("program"), uid)
    version = small_number(request.POST.get("version", ""))
    return button_response(
        request,
        lambda: committee_decisions.mark_done(decided, by=request.user, on=timezone.localdate(), version=version),
        back=governance_address(decided.program, "decided"),
        done=f"Done: {decided}",
    )


def only_committee(program: Program) -> Committee | None:
    """The committee that steers the program today when there is exactly one."""
    mandates = program.mandates.valid_on(timezone.localdate()).select_related("committee")[:2]
    return mandates[0].committee if len(mandates) == 1 else None
