"""The way of a new program to its first numbers: one line a step, with its state, one button and what it unlocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from programs.forms.plans import GatesForm
from programs.models import (
    Baseline,
    CoordinationIncident,
    FlowInterface,
    Gate,
    Invitation,
    Membership,
    MetricBaseline,
    Milestone,
    Pilot,
    Program,
)
from programs.views.base import MemberRequest, program_for
from programs.views.rights import Rights

HIDDEN = "setup_hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStep:
    """One step of the set-up.

    unlocks  what becomes possible once it is done
    suggested  what one click sends, by the names of the form at ``address``; empty when the button only leads there
    """

    title: str
    unlocks: str
    button: str
    address: str
    is_done: bool
    suggested: dict[str, str] = field(default_factory=dict)


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


def setup_of(request: MemberRequest, program: Program, rights: Rights) -> Setup | None:
    """The checklist for who plans the program; None when it is done, hidden, or nothing to be set up. One query."""
    in_set_up = program.state in (Program.State.DRAFT, Program.State.ACTIVE) and program.follows_sequence
    if not rights.plan or not in_set_up or str(program.uid) in request.session.get(HIDDEN, []):
        return None
    done = facts_of(program)
    steps = [*plan_steps(program, done), *first_facts(program, done)]
    return None if all(step.is_done for step in steps) else Setup(steps=steps)


def facts_of(program: Program) -> dict[str, bool]:
    """What the program has already."""
    here = OuterRef("pk")
    asked: dict[str, QuerySet[Any]] = {
        "leads": Membership.objects.filter(program=here, role=Membership.Role.FUNCTION_LEAD),
        "invited": Invitation.objects.filter(program=here, role=Membership.Role.FUNCTION_LEAD),
        "gates": Gate.objects.filter(program=here),
        "milestones": Milestone.objects.kept().filter(program=here).exclude(kind=Milestone.Kind.GATE),
        "handoffs": FlowInterface.objects.filter(flow__program=here),
        "baseline": Baseline.objects.filter(program=here, locked_on__isnull=False),
        "metric": MetricBaseline.objects.filter(program_metric__program=here),
        "pilot": Pilot.objects.filter(program=here, locked_on__isnull=False),
        "incident": CoordinationIncident.objects.kept().filter(program=here),
    }
    exists = {f"has_{name}": Exists(rows) for name, rows in asked.items()}
    found = Program.objects.filter(pk=program.pk).annotate(**exists).values(*exists).get()
    return {name: found[f"has_{name}"] for name in asked}


def plan_steps(program: Program, done: dict[str, bool]) -> list[SetupStep]:
    """From the people to an active program."""
    return [
        SetupStep(
            title="Say who leads which function",
            unlocks="They state forecasts and give readings for their function",
            button="Give a role",
            address=to("membership-create", program, back=True),
            is_done=done["leads"] or done["invited"],
        ),
        gates_step(program, done),
        SetupStep(
            title="Plan the milestones that the gates need",
            unlocks="What day 90 and 120, month 12 and 18 are measured by",
            button="Add several",
            address=to("milestone-batch", program),
            is_done=done["milestones"],
        ),
        flow_step(program, done),
        SetupStep(
            title="Lock the plan (baseline 1)",
            unlocks="Progress is measured against it",
            button="Look and lock",
            address=to("baseline-lock", program),
            is_done=done["baseline"],
        ),
        SetupStep(
            title="Activate the program",
            unlocks="Its numbers are computed from now on",
            button="Activate it",
            address=reverse("programs:program-step", args=[program.uid, "activate"]),
            is_done=program.state != Program.State.DRAFT,
        ),
    ]


def gates_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """The gates: with a start they are suggested in one click, without one the start comes first."""
    if program.start_on is None and not done["gates"]:
        return SetupStep(
            title="Set up the gates of the sequence",
            unlocks="Their dates are suggested from the start of the program, which is not known yet",
            button="Give a start",
            address=to("program-edit", program),
            is_done=False,
        )
    suggested = {} if done["gates"] else GatesForm(program=program).initial
    return SetupStep(
        title="Set up the gates of the sequence",
        unlocks="The next gate, and what it waits for; every date can be changed later",
        button="Add the suggested gates",
        address=to("gate-create", program),
        is_done=done["gates"],
        suggested={code: f"{on:%Y-%m-%d}" for code, on in suggested.items()},
    )


def flow_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """A process flow and its first hand-off, which one form takes; for a flow that stands, the hand-off alone."""
    has_flow = not done["handoffs"] and program.flows.exists()
    return SetupStep(
        title="Map a process flow and its first hand-off",
        unlocks="Incidents and pilots: both belong to a flow",
        button="Add a hand-off" if has_flow else "New flow",
        address=to("incident-list", program) if has_flow else to("flow-create", program, back=True),
        is_done=done["handoffs"],
    )


def first_facts(program: Program, done: dict[str, bool]) -> list[SetupStep]:
    """What makes the first analyses possible, once the program is active."""
    return [
        SetupStep(
            title="Lock the baseline of a first metric",
            unlocks="What a pilot is judged by",
            button="Metrics",
            address=to("program-metric-list", program),
            is_done=done["metric"],
        ),
        SetupStep(
            title="Lock the protocol of a first pilot",
            unlocks="The old way and the new way side by side",
            button="Pilots",
            address=to("pilot-list", program),
            is_done=done["pilot"],
        ),
        SetupStep(
            title="Report a first incident",
            unlocks="Which hand-offs to mend first",
            button="Report an incident",
            address=to("incident-list", program),
            is_done=done["incident"],
        ),
    ]


def to(name: str, program: Program, *, back: bool = False) -> str:
    """The address of a page below the program; with ``back`` it returns to the program when it is done."""
    address = reverse(f"programs:{name}", args=[program.uid])
    return f"{address}?next={program.get_absolute_url()}" if back else address


@login_required
@require_POST
def setup_hide(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Hides the checklist of the program from this person until he or she signs in anew."""
    program = program_for(request, uid, may="plan_program")
    hidden = set(request.session.get(HIDDEN, []))
    request.session[HIDDEN] = sorted(hidden | {str(program.uid)})
    return redirect(program)
