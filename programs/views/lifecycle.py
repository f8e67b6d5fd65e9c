from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import copies, lifecycle
from programs.forms.lifecycle import CloseForm, CopyForm, LifeForm, PauseForm, ResumeForm
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, status_of, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step in a program's life as a page offers it: the button, what it means, its form and its action."""

    button: str
    note: str
    form: type[LifeForm]
    act: Callable[..., object]
    done: str
    danger: bool = False


STEPS: dict[str, Step] = {
    "activate": Step(
        button="Activate it",
        note="From now on its progress is computed whenever the record changes, and every night.",
        form=LifeForm,
        act=lifecycle.activate,
        done="Activated: its numbers appear here within seconds.",
    ),
    "pause": Step(
        button="Pause it",
        note="Its horizons stop until it goes on; day 90 and the others then lie later by the days between.",
        form=PauseForm,
        act=lifecycle.pause,
        done="Paused.",
    ),
    "resume": Step(
        button="Go on",
        note="Its horizons lie later by the days that it stood still, and every page says so.",
        form=ResumeForm,
        act=lifecycle.resume,
        done="It goes on.",
    ),
    "close": Step(
        button="Close it",
        note="Closed is for good. Everything of it can still be read; its lessons stand on its page.",
        form=CloseForm,
        act=lifecycle.close,
        done="Closed.",
        danger=True,
    ),
    "archive": Step(
        button="Archive it",
        note="It leaves the list of programs. Everything of it can still be read at its own address.",
        form=LifeForm,
        act=lifecycle.archive,
        done="Archived.",
    ),
}


@login_required
@require_safe
def program_state(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Where the program is in its life, and what may come next."""
    program = program_for(request, uid, may="plan_program")
    steps = {name: STEPS[name] for name in lifecycle.POSSIBLE[program.state]}
    pauses = program.pauses.select_related("paused_by")
    context = {"program": program, "steps": steps, "pauses": pauses, "section": "detail"}
    return render(request, "programs/programs/state.html", context)


@login_required
def program_step(request: MemberRequest, uid: UUID, step: str) -> HttpResponse:
    """One step in the program's life: activated, paused, resumed, closed or archived."""
    program = program_for(request, uid, may="plan_program")
    if step not in STEPS:
        raise Http404
    chosen = STEPS[step]
    page = FormPage(
        title=f"{chosen.button}: {program}",
        back=program.get_absolute_url(),
        button=chosen.button,
        done=chosen.done,
        note=chosen.note,
        program=program,
        danger=chosen.danger,
    )
    form = chosen.form(request.POST or None, program=program, initial={"on": timezone.localdate()})
    return form_response(request, form, page=page, call=lambda values: chosen.act(program, by=request.user, **values))


@login_required
def program_copy(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new draft with the structure of this program."""
    source = program_for(request, uid)
    require(request.user, "create_program")
    today = timezone.localdate()
    form = CopyForm(request.POST or None, initial={"start_on": today})
    made: list[Any] = []
    if request.method == "POST" and submit(
        form, lambda values: made.append(copies.copy_structure(source, by=request.user, on=today, **values))
    ):
        return redirect(made[0].get_absolute_url())
    page = FormPage(
        title=f"Copy the structure of {source}",
        back=source.get_absolute_url(),
        button="Create the copy",
        note="Flows, gates, milestones, metrics and decisions are copied. People, evidence, baselines and readings"
        " stay behind. You lead the new program; it begins as a draft.",
        program=source,
    )
    return render(request, "programs/form.html", {"form": form, "page": page}, status=status_of(form))
