"""The page in place of a form of a program that is over: since when, and what can still be told (ADR 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from programs.actions.after_close import sentence
from programs.models import Program

if TYPE_CHECKING:
    from programs.views.base import MemberRequest

REFUSED = 409
# Names of the forms whose action ``after_close`` lets through: ALWAYS, and WHILE_CLOSED.
FORMS_ALWAYS = frozenset(
    {
        "invitation-create",
        "membership-create",
        "membership-end",
        "portfolio-entry-create",
        "portfolio-entry-end",
        "program-copy",
        "program-remove",
        "program-step",
    }
)
FORMS_WHILE_CLOSED = frozenset(
    {
        "cost-line-create",
        "incident-cost",
        "incident-create",
        "incident-edit",
        "intervention-create",
        "observation-create",
        "trade-off-follow",
    }
)


def over_response(request: MemberRequest, program: Program | None) -> HttpResponse | None:
    """The page that says why nothing is written here any more; None where it is."""
    if program is None or not program.is_over or request.method == "POST":
        return None
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in FORMS_ALWAYS or (program.state == Program.State.CLOSED and name in FORMS_WHILE_CLOSED):
        return None
    if request.htmx:
        return render(request, "programs/milestones/_refusal.html", {"text": sentence(program)}, status=REFUSED)
    context = {"program": program, "section": "detail", "is_closed": program.state == Program.State.CLOSED}
    return render(request, "programs/over.html", context, status=REFUSED)
