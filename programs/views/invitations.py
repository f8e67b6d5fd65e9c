from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from programs.actions import invitations
from programs.actions.invitations import Invited
from programs.errors import Refused
from programs.forms.people import InvitationForm, NewPersonForm
from programs.invitation_mail import send_link
from programs.models import Invitation, Program, User
from programs.views.base import (
    FormPage,
    MemberRequest,
    asked,
    button_response,
    program_for,
    row_for,
    status_of,
    submit,
)

ACCEPT = "programs/invitations/accept.html"
GONE = 410


@login_required
@never_cache
def invitation_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Invites a person; the answer shows the link, once."""
    program = program_for(request, uid, may="plan_program")
    initial = {**asked(request, "email", "role", "function"), "valid_from": timezone.localdate()}
    form = InvitationForm(request.POST or None, program=program, initial=initial)
    invited: list[Invited] = []

    def call(values: dict[str, Any]) -> None:
        invited.append(
            invitations.invite(Invitation(program=program, **values, invited_by=request.user), by=request.user)
        )

    if request.method == "POST" and submit(form, call):
        link = send_link(request, invited[0])
        context = {"program": program, "invitation": invited[0].invitation, "link": link, "section": "membership-list"}
        return render(request, "programs/invitations/link.html", context)
    page = FormPage(
        title="Invite somebody",
        back=people_of(program),
        button="Invite",
        program=program,
        note="The person gets a mail with a link. You see the link too, in case the mail does not arrive.",
    )
    return render(request, "programs/form.html", {"form": form, "page": page}, status=status_of(form))


@login_required
@require_POST
def invitation_withdraw(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Makes the link of an invitation worthless."""
    invitation = row_for(request, Invitation.objects.select_related("program"), uid)
    return button_response(
        request,
        lambda: invitations.withdraw(invitation, by=request.user),
        back=people_of(invitation.program),
        done="Invitation withdrawn.",
    )


def traceless(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view's answer, whose address is told to no other site, no search engine and no log."""

    def answered(request: HttpRequest, **secret: str) -> HttpResponse:
        response = view(request, **secret)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Django writes the path of every answer from 400 up to its log, unless somebody has done so already.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answered


# Without a referrer browsers send no origin that could be checked. A forger would need the secret of the address,
# and the cookie of a session comes along from no other site.
@csrf_exempt
@never_cache
@traceless
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, invitation_secret: str) -> HttpResponse:
    """What the person is asked to do, and the way to do it: sign in, take the role, or begin with a password."""
    invitation = invitations.invitation_of(invitation_secret)
    if invitation is None:
        return render(request, ACCEPT, {"state": "unknown"}, status=404)
    try:
        invitations.check_open(invitation)
    except Refused as refusal:
        return render(request, ACCEPT, {"state": "closed", "reason": refusal.message}, status=GONE)
    if request.user.is_authenticated:
        return accept_signed_in(request, invitation, invitation_secret)
    known = User.objects.filter(email__iexact=invitation.email).first()
    if known is not None:
        return render(request, ACCEPT, {"state": "sign_in" if known.is_active else "gone", "invitation": invitation})
    return accept_new(request, invitation, invitation_secret)


def accept_signed_in(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """A button for the person who was asked; others learn whom it is for."""
    user = cast("User", request.user)
    if user.email.lower() != invitation.email.lower():
        return render(request, ACCEPT, {"state": "another", "invitation": invitation})
    if request.method != "POST":
        return render(request, ACCEPT, {"state": "take", "invitation": invitation})
    try:
        invitations.accept(secret, by=user)
    except Refused as refusal:
        return render(request, ACCEPT, {"state": "closed", "reason": refusal.message}, status=409)
    messages.success(request, f"You are {invitation.role_name} of {invitation.program} now.")
    return redirect(invitation.program.get_absolute_url())


def accept_new(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    """Name and password of somebody new, who signs in with them next."""
    form = NewPersonForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if request.method == "POST" and submit(form, lambda values: invitations.accept_as_new(secret, **values)):
        messages.success(request, "Welcome. Sign in with your mail address and the password you chose.")
        return redirect(f"{reverse('sign-in')}?next={invitation.program.get_absolute_url()}")
    context = {"state": "new", "invitation": invitation, "form": form}
    return render(request, ACCEPT, context, status=status_of(form))


def people_of(program: Program) -> str:
    return reverse("programs:membership-list", args=[program.uid])
