"""What the record says about coordination: a page of answers, and one for each area."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from programs.models import Program
from programs.views.base import MemberRequest, program_for
from programs.views.rights import may
from tracker.analyses import coordination_of, is_of_another_version, names_of, newest_analysis
from tracker.models import Analysis
from tracker.reporting.chart_blanks import Picture
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.areas import AREAS, Area, in_words
from tracker.reporting.coordination.section import Section

AREA_OF = {area.key.replace("_", "-"): area for area in AREAS}
"""Areas by their part of an address."""

RECORD_OF = {
    "constraint": ("programs:constraint-list", "Constraints"),
    "interfaces": ("programs:incident-list", "Hand-offs and incidents"),
    "decision_rights": ("programs:decision-list", "Decisions"),
    "latency": ("programs:flow-list", "Flows and their stages"),
    "shifts": ("programs:market-shift-list", "Market shifts"),
    "metrics": ("programs:program-metric-list", "Metrics"),
    "pilots": ("programs:pilot-list", "Pilots"),
    "trade_offs": ("programs:trade-off-list", "Trade-offs"),
    "culture": ("programs:culture", "Record of culture"),
    "state": ("programs:baseline-list", "Baselines of the plan"),
    "guard": ("programs:governance", "Gates and waivers"),
}
"""The page on which the facts of an area are kept, and its name."""


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
    context = {"program": program, "analysis": row, "cards": cards, "is_earlier": is_earlier(row)}
    return render(request, "tracker/coordination/hub.html", context)


@login_required
@require_safe
def coordination_area(request: MemberRequest, uid: UUID, area: str) -> HttpResponse:
    """One area with its chart, its rows and what they rest on."""
    program = program_for(request, uid)
    if area not in AREA_OF:
        raise Http404
    asked = AREA_OF[area]
    record, record_label = RECORD_OF[asked.key]
    row = newest_analysis(program)
    context = {
        "program": program,
        "section": "coordination",
        "analysis": row,
        "is_earlier": is_earlier(row),
        "area": asked,
        "record_address": reverse(record, args=[program.uid]),
        "record_label": record_label,
        "template": f"tracker/coordination/_{asked.key}.html",
    }
    if row is not None:
        shown = asked.section(getattr(coordination_of(row), asked.key), names_of(program))
        context |= {"shown": shown, "chart_data": chart_data(shown.chart)}
        context["may_record"] = may(request.user, "record_fact", program, late=True)
        context["may_plan"] = may(request.user, "plan_program", program)
    return render(request, "tracker/coordination/area.html", context)


def is_earlier(row: Analysis | None) -> bool:
    """Whether the page has to say that it shows what other methods once said."""
    return row is not None and is_of_another_version(row)


def cards_of(program: Program, row: Analysis) -> list[Card]:
    """A card for each area."""
    answers = in_words(coordination_of(row), names_of(program))
    return [
        Card(area=area, section=section, address=reverse("tracker:coordination-area", args=[program.uid, slug]))
        for slug, (area, section) in zip(AREA_OF, answers, strict=True)
    ]


def chart_data(chart: Picture | None) -> str:
    """The chart as JSON for the page; empty without a chart."""
    return "" if chart is None else with_themes(chart)
