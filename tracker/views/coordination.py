"""What the record says about coordination: a page of answers, and one for each area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from programs.models import BusinessFunction, DecisionRight, ProcessFlow, Program, Resource, Team
from programs.views.base import MemberRequest, program_for
from programs.views.rights import may
from tracker.analyses import coordination_of, newest_analysis
from tracker.models import Analysis
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.constraint import constraint_section
from tracker.reporting.coordination.interfaces import interface_section
from tracker.reporting.coordination.latency import latency_section
from tracker.reporting.coordination.rights import rights_section
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.coordination.shifts import shift_section
from tracker.reporting.wording import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One question about coordination.

    key       the field of Coordination, with hyphens in addresses
    section   the result of the area and the names in it -> its words
    template  the rows of its page
    record    the page on which its facts are kept
    """

    key: str
    title: str
    question: str
    section: Callable[[Any, Names], Section]
    template: str
    record: str
    record_label: str
    method: str


AREAS = (
    Area(
        key="constraint",
        title="Constraint",
        question="What limits the flow?",
        section=constraint_section,
        template="tracker/coordination/_constraint.html",
        record="programs:constraint-list",
        record_label="Constraints",
        method="constraint",
    ),
    Area(
        key="interfaces",
        title="Critical interfaces",
        question="Where between the functions is our problem?",
        section=interface_section,
        template="tracker/coordination/_interfaces.html",
        record="programs:incident-list",
        record_label="Hand-offs and incidents",
        method="interfaces",
    ),
    Area(
        key="decision_rights",
        title="Decision rights",
        question="Who should decide?",
        section=rights_section,
        template="tracker/coordination/_decision_rights.html",
        record="programs:decision-list",
        record_label="Decisions",
        method="decision-rights",
    ),
    Area(
        key="latency",
        title="Decision latency",
        question="How long does a signal take?",
        section=latency_section,
        template="tracker/coordination/_latency.html",
        record="programs:flow-list",
        record_label="Flows and their stages",
        method="decision-latency",
    ),
    Area(
        key="shifts",
        title="Shift response",
        question="How fast do we answer the market?",
        section=shift_section,
        template="tracker/coordination/_shifts.html",
        record="programs:market-shift-list",
        record_label="Market shifts",
        method="shift-response",
    ),
)
BY_SLUG = {area.key.replace("_", "-"): area for area in AREAS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The answer of one area, and where the rest of it is."""

    area: Area
    section: Section
    address: str


@login_required
@require_safe
def coordination(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What each area answers, in a sentence."""
    program = program_for(request, uid)
    row = newest_analysis(program)
    cards = cards_of(program, row) if row is not None else []
    return render(request, "tracker/coordination/hub.html", {"program": program, "analysis": row, "cards": cards})


@login_required
@require_safe
def coordination_area(request: MemberRequest, uid: UUID, area: str) -> HttpResponse:
    """One area with its chart, its rows and what they rest on."""
    program = program_for(request, uid)
    if area not in BY_SLUG:
        raise Http404
    asked = BY_SLUG[area]
    row = newest_analysis(program)
    context = {
        "program": program,
        "section": "coordination",
        "analysis": row,
        "area": asked,
        "record_address": reverse(asked.record, args=[program.uid]),
        "template": asked.template,
    }
    if row is not None:
        shown = asked.section(getattr(coordination_of(row), asked.key), names_of(program))
        context |= {"shown": shown, "chart_data": chart_data(shown.chart)}
        context["may_record"] = may(request.user, "record_fact", program, late=True)
        context["may_plan"] = may(request.user, "plan_program", program)
    return render(request, "tracker/coordination/area.html", context)


def cards_of(program: Program, row: Analysis) -> list[Card]:
    """A card for each area."""
    found, names = coordination_of(row), names_of(program)
    return [
        Card(
            area=area,
            section=area.section(getattr(found, area.key), names),
            address=reverse("tracker:coordination-area", args=[program.uid, slug]),
        )
        for slug, area in BY_SLUG.items()
    ]


def names_of(program: Program) -> dict[str, str]:
    """Names by uid of all that results name: five queries."""
    rows = (
        BusinessFunction.objects.values_list("uid", "name"),
        Resource.objects.values_list("uid", "name"),
        ProcessFlow.objects.filter(program=program).values_list("uid", "name"),
        Team.objects.filter(program=program).values_list("uid", "name"),
        DecisionRight.objects.filter(program=program).values_list("uid", "decision"),
    )
    return {str(uid): name for each in rows for uid, name in each}


def chart_data(spec: Json | None) -> str:
    """The spec as JSON for the page; empty without a chart."""
    return "" if spec is None else with_themes(spec)
