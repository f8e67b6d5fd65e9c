from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from programs.actions import authorities
from programs.forms.decision_rights import AuthorityForm, LastDayForm, MoveForm
from programs.models import Authority
from programs.views.base import FormPage, MemberRequest, button_response, require, row_for
from programs.views.decision_forms import form_page
from programs.views.decision_rights import address, right_for

HELD = Authority.objects.select_related("right__program", "function", "team")


@login_required
def authority_move(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Moves a decision to a function or a team from a day on."""
    right = right_for(request, uid)
    deciding = right.authorities.filter(role=Authority.Role.DECIDE).valid_on(timezone.localdate())
    now = ", ".join(str(each.function or each.team) for each in deciding.select_related("function", "team"))
    page = FormPage(
        title=f"Move authority: {right}", back=address(right), button="Move it", done="Authority moves.",
        note=f"Decides today: {now or 'nobody'}.", program=right.program,
    )  # fmt: skip
    form = MoveForm(request.POST or None, program=right.program, initial={"valid_from": timezone.localdate()})
    form.initial["holder"] = form.holders.key_of_function(request.GET.get("function", ""))
    return form_page(
        request, form, page=page, call=lambda _: authorities.move(right, by=request.user, **form.arguments())
    )


@login_required
def authority_give(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One more function or team with a part in the decision."""
    right = right_for(request, uid)
    page = FormPage(
        title=f"Add a function or a team to {right}", back=address(right), button="Add it", done="Added.",
        program=right.program,
    )  # fmt: skip
    form = AuthorityForm(request.POST or None, program=right.program, initial={"valid_from": timezone.localdate()})
    return form_page(
        request, form, page=page, call=lambda _: authorities.give(right, by=request.user, **form.arguments())
    )


@login_required
def authority_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The last day of a part in a decision; one that was entered by mistake can be deleted."""
    authority = row_for(request, HELD, uid)
    require(request.user, "plan_program", authority.right.program)
    holder, role = authority.function or authority.team, authority.get_role_display().lower()
    page = FormPage(
        title=f"{holder} {role} until", back=address(authority.right), button="End it", done="It ends.",
        note=str(authority.right), program=authority.right.program, danger=True,
        remove=reverse("programs:authority-remove", args=[authority.uid]),
    )  # fmt: skip
    initial = {"valid_to": authority.valid_to or timezone.localdate()}
    form = LastDayForm(request.POST or None, instance=authority, initial=initial)
    return form_page(
        request, form, page=page, call=lambda values: authorities.end(authority, by=request.user, **values)
    )


@login_required
@require_POST
def authority_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a part in a decision that was entered by mistake."""
    authority = row_for(request, HELD, uid)
    return button_response(
        request,
        lambda: authorities.remove(authority, by=request.user),
        back=address(authority.right),
        done="Removed.",
    )
