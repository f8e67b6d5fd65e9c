"""The checklist of a new program: who sees it, for how long, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from programs.models import Program
from programs.views.base import MemberRequest, program_for
from programs.views.rights import Rights
from programs.views.setup_steps import SetupStep, steps_of

HIDDEN = "setup_hidden"
SEEN_OPEN = "setup_seen_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The steps in their order; ``next_step`` is the first that is open."""

    steps: Sequence[SetupStep]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next_step(self) -> SetupStep | None:
        return next((step for step in self.steps if not step.is_done), None)

    @property
    def is_complete(self) -> bool:
        return self.next_step is None


def setup_of(request: MemberRequest, program: Program, rights: Rights) -> Setup | None:
    """The checklist for who plans the program; at most three queries.

    None when it is hidden or nothing is to be set up, and when all is done, unless this person saw it open before
    and was not told yet: ``tell_complete`` says that it was.
    """
    in_set_up = program.state in (Program.State.DRAFT, Program.State.ACTIVE) and program.follows_sequence
    if not rights.plan or not in_set_up or str(program.uid) in request.session.get(HIDDEN, []):
        return None
    setup = Setup(steps=steps_of(program))
    seen_open = str(program.uid) in request.session.get(SEEN_OPEN, [])
    if setup.is_complete:
        return setup if seen_open else None
    if not seen_open:
        request.session[SEEN_OPEN] = [*request.session.get(SEEN_OPEN, []), str(program.uid)]
    return setup


def tell_complete(request: MemberRequest, program: Program) -> None:
    """The person is told on this page that the set-up is complete, and never again."""
    seen = request.session.get(SEEN_OPEN, [])
    request.session[SEEN_OPEN] = [uid for uid in seen if uid != str(program.uid)]


@login_required
@require_POST
def setup_hide(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Hides the checklist of the program from this person until he or she signs in anew."""
    program = program_for(request, uid, may="plan_program")
    hidden = set(request.session.get(HIDDEN, []))
    request.session[HIDDEN] = sorted(hidden | {str(program.uid)})
    return redirect(program)
