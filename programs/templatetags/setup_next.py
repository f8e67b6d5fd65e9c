"""What comes next in the set-up of a program, for the answer to a save; no decision is made here."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from programs.models import Program
from programs.views.rights import rights_in
from programs.views.setup import Setup, setup_of

register = template.Library()


@register.simple_tag(takes_context=True)
def setup_next(context: Context, program: Any) -> Setup | None:
    """The checklist of the program as ``setup_of`` gives it; None where the page is of no program."""
    request: Any = context.get("request")
    if not isinstance(program, Program) or request is None:
        return None
    return setup_of(request, program, rights_in(request.user, program))
