"""The steps of a new program to its first numbers: one line each, with its state, one button and what it unlocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from programs.actions.functions import USUAL
from programs.forms.milestones import MilestoneRowsForm
from programs.forms.plans import GatesForm
from programs.models import (
    Baseline,
    BusinessFunction,
    CoordinationIncident,
    FlowInterface,
    Gate,
    Invitation,
    Membership,
    MetricBaseline,
    Milestone,
    Pilot,
    ProcessFlow,
    Program,
    ProgramMetric,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStep:
    """One step of the set-up.

    unlocks  what becomes possible once it is done
    suggested  what one click sends, by the names of the form at ``address``; empty when the button only leads there
    beside     words and address of another way to do it; empty when there is one way
    """

    title: str
    unlocks: str
    button: str
    address: str
    is_done: bool
    suggested: dict[str, str] = field(default_factory=dict)
    beside: tuple[str, str] | tuple[()] = ()


def steps_of(program: Program) -> list[SetupStep]:
    """All steps in their order; at most three queries, one when everything is done."""
    done = facts_of(program)
    return [*plan_steps(program, done), *first_facts(program, done)]


def facts_of(program: Program) -> dict[str, bool]:
    """What the program has already."""
    here = OuterRef("pk")
    asked: dict[str, QuerySet[Any]] = {
        "functions": BusinessFunction.objects.all(),
        "leads": Membership.objects.filter(program=here, role=Membership.Role.FUNCTION_LEAD),
        "invited": Invitation.objects.filter(program=here, role=Membership.Role.FUNCTION_LEAD),
        "gates": Gate.objects.filter(program=here),
        "milestones": Milestone.objects.kept().filter(program=here).exclude(kind=Milestone.Kind.GATE),
        "flows": ProcessFlow.objects.filter(program=here),
        "handoffs": FlowInterface.objects.filter(flow__program=here),
        "baseline": Baseline.objects.filter(program=here, locked_on__isnull=False),
        "judged": ProgramMetric.objects.filter(program=here),
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
        leads_step(program, done),
        gates_step(program, done),
        milestones_step(program, done),
        flow_step(program, done),
        SetupStep(
            title="Lock the plan (baseline 1)",
            unlocks="Progress is measured against it",
            button="Look at the plan and lock it",
            address=to("baseline-lock", program),
            is_done=done["baseline"],
        ),
        SetupStep(
            title="Activate the program",
            unlocks="Its numbers are computed from now on",
            button="Activate it",
            address=reverse("programs:program-step", args=[program.uid, "activate"]),
            is_done=program.state != Program.State.DRAFT,
            suggested={"version": str(program.version)} if done["baseline"] else {},
        ),
    ]


def leads_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """Who leads a function; where the installation keeps no function yet, the usual ones in one click first."""
    title, is_done = "Name a function lead", done["leads"] or done["invited"]
    if not done["functions"]:
        return SetupStep(
            title=title,
            unlocks=f"First the functions: {', '.join(USUAL)}, or others",
            button="Add these functions",
            address=f"{reverse('programs:function-usual')}?next={program.get_absolute_url()}",
            is_done=is_done,
            suggested={"usual": "1"},
            beside=("Others", f"{reverse('programs:function-create')}?next={program.get_absolute_url()}"),
        )
    as_lead = f"role={Membership.Role.FUNCTION_LEAD}"
    return SetupStep(
        title=title,
        unlocks="They state forecasts and give readings for their function",
        button="Invite a function lead",
        address=f"{to('invitation-create', program)}?{as_lead}",
        is_done=is_done,
        beside=("Choose somebody who signs in already", f"{to('membership-create', program, back=True)}&{as_lead}"),
    )


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
        beside=() if done["gates"] else ("Choose dates", to("gate-create", program)),
    )


def milestones_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """The milestones: once the gates have dates, those that most programs need are one click."""
    suggested: dict[str, str] = {}
    if done["gates"] and not done["milestones"]:
        initial = MilestoneRowsForm(program=program).suggested
        suggested = {name: str(value) for name, value in initial.items()}
    return SetupStep(
        title="Plan the milestones that the gates need",
        unlocks="What day 90 and 120, month 12 and 18 are measured by; each can be changed later",
        button="Add the suggested milestones" if suggested else "Add milestones",
        address=to("milestone-batch", program),
        is_done=done["milestones"],
        suggested=suggested,
        beside=("Look and change first", to("milestone-batch", program)) if suggested else (),
    )


def flow_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """A process flow and its first hand-off, which one form takes; for a flow that stands, the hand-off alone."""
    has_flow = not done["handoffs"] and done["flows"]
    return SetupStep(
        title="Map a process flow and its first hand-off",
        unlocks="Incidents and pilots: both belong to a flow",
        button="Add a hand-off" if has_flow else "Map a flow",
        address=to("incident-list", program) if has_flow else to("flow-create", program, back=True),
        is_done=done["handoffs"],
    )


def first_facts(program: Program, done: dict[str, bool]) -> list[SetupStep]:
    """What makes the first analyses possible, once the program is active."""
    return [
        metric_step(program, done),
        pilot_step(program, done),
        SetupStep(
            title="Report a first incident",
            unlocks="Which hand-offs to mend first",
            button="Report an incident",
            address=to("incident-list", program),
            is_done=done["incident"],
        ),
    ]


def metric_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """The next of three: a metric is chosen, read, and its baseline locked."""
    button, address = "Choose a metric", to("program-metric-create", program, back=True)
    if done["judged"] and not done["metric"]:
        judged = program.metrics.select_related("metric").order_by("-role", "id")[0]
        readings = judged.metric.readings.filter(flow=judged.flow_id, arm="", is_final=True)
        if readings.count() >= MetricBaseline.FEWEST:
            button, address = "Lock its baseline", reverse("programs:metric-baseline-lock", args=[judged.uid])
        else:
            page = reverse("programs:reading-create", args=[judged.metric.uid])
            button, address = "Enter its readings", f"{page}?next={program.get_absolute_url()}"
    return SetupStep(
        title="Lock the baseline of a first metric",
        unlocks=f"What a pilot is judged by; it takes {MetricBaseline.FEWEST} readings of the time before",
        button=button,
        address=address,
        is_done=done["metric"],
    )


def pilot_step(program: Program, done: dict[str, bool]) -> SetupStep:
    """The next of two: a pilot is drafted, and its protocol locked."""
    button, address = "Draft a pilot", to("pilot-create", program)
    beside: tuple[str, str] | tuple[()] = ()
    if not done["flows"] or not done["judged"]:
        address = to("pilot-list", program)
    elif not done["pilot"]:
        draft = program.pilots.filter(locked_on__isnull=True).order_by("id").first()
        if draft is not None:
            button, address = "Lock its protocol", reverse("programs:pilot-lock", args=[draft.uid])
            others = program.metrics.exclude(pk=draft.primary_id)
            if others.exists() and not draft.guardrails.exists():
                beside = ("Lock it without a guardrail", address)
                button, address = "Add a guardrail", reverse("programs:pilot-guardrail-create", args=[draft.uid])
    return SetupStep(
        title="Lock the protocol of a first pilot",
        unlocks="The old way and the new way side by side",
        button=button,
        address=address,
        is_done=done["pilot"],
        beside=beside,
    )


def to(name: str, program: Program, *, back: bool = False) -> str:
    """The address of a page below the program; with ``back`` it returns to the program when it is done."""
    address = reverse(f"programs:{name}", args=[program.uid])
    return f"{address}?next={program.get_absolute_url()}" if back else address
