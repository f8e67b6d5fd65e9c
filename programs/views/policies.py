from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import policies
from programs.forms.installation import PolicyForm
from programs.models import Policy
from programs.views.base import FormPage, MemberRequest, form_response, require


@login_required
@require_safe
def policy_list(request: MemberRequest) -> HttpResponse:
    """Every policy, newest first, and which one is in force, for everybody with a role."""
    listed = Policy.objects.visible_to(request.user).select_related("approved_by").order_by("-effective_from")
    context = {
        "policies": listed,
        "in_force": listed.in_force(timezone.localdate()),
        "may_keep": request.user.has_perm("programs.keep_installation"),
    }
    return render(request, "programs/policies/list.html", context)


@login_required
def policy_create(request: MemberRequest) -> HttpResponse:
    """New thresholds from a day on; every active program is computed again."""
    require(request.user, "keep_installation")
    today = timezone.localdate()
    page = FormPage(
        title="Approve a policy",
        back=reverse("programs:policy-list"),
        button="Approve",
        done="Policy approved. Every active program is being computed again.",
        note="A policy is never changed: a new one follows it.",
    )

    def call(values: dict[str, Any]) -> object:
        return policies.approve(values.pop("effective_from"), by=request.user, approved_on=today, **values)

    return form_response(
        request, PolicyForm(request.POST or None, initial={"effective_from": today}), page=page, call=call
    )
