"""The link of an invitation, and the mail that brings it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from programs import mail
from programs.actions.invitations import Invited


def send_link(request: HttpRequest, invited: Invited) -> str:
    """The whole address of the link; a mail with it leaves soon after, or never, and nobody waits for it."""
    link = request.build_absolute_uri(reverse("programs:invitation-accept", args=[invited.secret]))
    invitation = invited.invitation
    mail.send_soon(
        invitation.email,
        subject=f"{invitation.invited_by} invites you to {invitation.program}".replace("\n", " "),
        template="programs/mail/invitation.txt",
        context={"invitation": invitation, "link": link},
    )
    return link
