from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.models import Membership, Program, RaidItem
from programs.views.base import MemberRequest, program_for
from programs.views.governance_page import PLURALS, Choice, governance_page
from programs.views.rights import rights_in

SHOWN = {"open": "Open", "closed": "Closed or done", "all": "All"}


@login_required
@require_safe
def governance(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What waits for an answer, leave that was granted, the log, actions, and decisions with what became of them."""
    program = program_for(request, uid)
    rights = rights_in(request.user, program)
    choice = chosen(request.GET)
    context = {
        "program": program,
        "rights": rights,
        "may_raise": rights.plan or bool(rights.roles - {Membership.Role.VIEWER}),
        "choice": choice,
        "choices": {"kinds": PLURALS, "shown": SHOWN},
        "page": governance_page(program, rights, choice, today=timezone.localdate()),
    }
    return render(request, "programs/governance/detail.html", context)


def chosen(query: QueryDict) -> Choice:
    """What the address asks for; what is not understood is left out."""
    kind, owner, show = (query.get(name, "") for name in ("kind", "owner", "show"))
    return Choice(
        kind=kind if kind in RaidItem.Kind.values else "",
        owner=owner if is_uid(owner) else "",
        show=show if show in SHOWN else "open",
    )


def is_uid(text: str) -> bool:
    """True for the text of a uid."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def governance_address(program: Program, part: str = "") -> str:
    """The page of governance of a program, at a part of it."""
    return reverse("programs:governance", args=[program.uid]) + (f"#{part}" if part else "")
