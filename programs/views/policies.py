from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import policies
from programs.forms.policies import PolicyForm, plain
from programs.models import Policy, Program
from programs.policy_numbers import PolicyNumber, in_force, policy_numbers
from programs.views.base import FormPage, MemberRequest, program_for, render_form, require, submit
from programs.views.rights import may


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """A number as the page shows it; ``decision`` is the policy that decided it, None for the default."""

    number: PolicyNumber
    value: str
    decision: Policy | None


@login_required
@require_safe
def policy_list(request: MemberRequest) -> HttpResponse:
    """Every weight and threshold of the installation: its meaning, its source, since when and by whom."""
    approves = request.user.has_perm("programs.approve_policy", None)
    listed = Policy.objects.visible_to(request.user).filter(program=None)
    return policy_page(request, None, decisions=list(newest_first(listed)), may_approve=approves)


@login_required
@require_safe
def program_policy(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The numbers that hold for one program."""
    program = program_for(request, uid)
    approves = may(request.user, "approve_policy", program)
    listed = Policy.objects.filter(program=program) | Policy.objects.filter(program=None)
    return policy_page(request, program, decisions=list(newest_first(listed)), may_approve=approves)


@login_required
def policy_create(request: MemberRequest) -> HttpResponse:
    """New numbers for the installation from a day on; every active program is computed again."""
    require(request.user, "approve_policy")
    return approval(request, None, back=reverse("programs:policy-list"))


@login_required
def program_policy_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """New numbers for one program from a day on, approved by its committee or a steward."""
    program = program_for(request, uid, may="approve_policy")
    return approval(request, program, back=reverse("programs:program-policy", args=[program.uid]))


def newest_first(listed: Any) -> Any:
    """Policies with who approved them, the latest effective first."""
    return listed.select_related("approved_by", "program").order_by("-effective_from", "-id")


def policy_page(
    request: MemberRequest, program: Program | None, *, decisions: list[Policy], may_approve: bool
) -> HttpResponse:
    """The page of all numbers, in groups, and of the decisions behind them."""
    rows = list(number_rows(decisions, program, timezone.localdate()))
    context = {
        "program": program,
        "used": [row for row in rows if row.number.method],
        "unused": [row for row in rows if not row.number.method],
        "decisions": decisions,
        "may_approve": may_approve,
        "section": "detail",
    }
    return render(request, "programs/policies/list.html", context)


def number_rows(decisions: list[Policy], program: Program | None, day: date) -> Iterator[NumberRow]:
    """Each number with its value on the day and the decision that it comes from; ``decisions`` newest first."""
    begun = [policy for policy in decisions if policy.effective_from <= day]
    own = next((policy for policy in begun if program is not None and policy.program_id == program.pk), None)
    shared = next((policy for policy in begun if policy.program_id is None), None)
    standing = [policy for policy in (shared, own) if policy is not None]
    numbers = in_force(*(policy.values for policy in standing))
    for key, number in policy_numbers().items():
        decided = [policy for policy in standing if key in policy.values]
        yield NumberRow(number=number, value=plain(numbers[key]), decision=decided[-1] if decided else None)


def approval(request: MemberRequest, program: Program | None, *, back: str) -> HttpResponse:
    """The form of all numbers; it never changes a policy, it adds the next one."""
    today = timezone.localdate()
    ids = [program.pk] if program else []
    held = Policy.objects.numbers_on(today, ids)
    basis: dict[str, Decimal] = held[None].numbers if program else in_force()
    page = FormPage(
        title=f"Approve a policy for {program}" if program else "Approve a policy",
        back=back,
        button="Approve",
        done="Policy approved. The numbers are being computed again.",
        note="A policy is never changed: a new one follows it. Leave what you do not want to decide.",
        program=program,
    )
    form = PolicyForm(
        request.POST or None,
        basis=basis,
        now=held[program.pk if program else None].numbers,
        initial={"effective_from": today},
    )

    def call(values: dict[str, Any]) -> object:
        return policies.approve(
            values["effective_from"],
            by=request.user,
            approved_on=today,
            reason=values["reason"],
            values=form.decided(),
            program=program,
        )

    if request.method == "POST" and submit(form, call):
        messages.success(request, page.done)
        return redirect(page.back)
    return render_form(
        request, "programs/policies/form.html", context={"form": form, "page": page}, form=form, program=page.program
    )
