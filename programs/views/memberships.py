from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import memberships
from programs.forms.people import MembershipEndForm, MembershipForm
from programs.models import Membership
from programs.views.base import FormPage, MemberRequest, asked, back_to, form_response, program_for, require, row_for


@login_required
@require_safe
def membership_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Who has which role in the program, now and before."""
    program = program_for(request, uid)
    roles = program.memberships.select_related("user", "function").order_by("role", "user__name", "id")
    return render(
        request,
        "programs/memberships/list.html",
        {
            "program": program,
            "roles": roles,
            "invitations": program.invitations.open().select_related("function", "invited_by").order_by("name", "id"),
            "today": timezone.localdate(),
            "may_plan": request.user.has_perm("programs.plan_program", program),
        },
    )


@login_required
def membership_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Gives a person a role in the program."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="Give a role",
        back=back_to(request, reverse("programs:membership-list", args=[program.uid])),
        button="Give the role",
        done="Role given.",
        program=program,
    )

    def call(values: dict[str, Any]) -> object:
        membership = Membership(program=program, user=values.pop("email"), **values)
        return memberships.grant(membership, by=request.user)

    initial = {**asked(request, "role"), "valid_from": timezone.localdate()}
    form = MembershipForm(request.POST or None, program=program, initial=initial)
    return form_response(request, form, page=page, call=call)


@login_required
def membership_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Ends a role after a day."""
    membership = row_for(request, Membership.objects.select_related("program", "user"), uid)
    require(request.user, "plan_program", membership.program)
    page = FormPage(
        title=f"End the role of {membership.user}",
        back=reverse("programs:membership-list", args=[membership.program.uid]),
        button="End the role",
        done="The role ends.",
        program=membership.program,
        danger=True,
    )
    initial = {"valid_to": membership.valid_to or timezone.localdate()}
    form = MembershipEndForm(request.POST or None, instance=membership, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: memberships.end(membership, by=request.user, **values)
    )
