from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from programs.actions.metric_baselines import Span, lock_readings, readings_in
from programs.forms.metrics import BaselineLockForm, BaselineRangeForm
from programs.models import MetricBaseline, ProgramMetric, Reading
from programs.views.base import MemberRequest, status_of, submit
from programs.views.metric_series import number, period_name
from programs.views.program_metrics import address, program_metric_for


@login_required
def metric_baseline_lock(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Chooses the readings of a baseline, shows them, and locks exactly these."""
    row = program_metric_for(request, uid)
    choices: dict[str, Any] = {"arms": arms_of(row), "definitions": row.metric.definitions.order_by("-number")}
    proposed = proposal(row)
    given = request.POST or (request.GET if "first_period_on" in request.GET else None)
    asked = BaselineRangeForm(given or None, initial=proposed, **choices)
    chosen = typed(asked) if asked.is_bound else proposed
    lock = BaselineLockForm(request.POST or None, initial=proposed | chosen, **choices)
    if request.method == "POST" and submit(lock, lambda values: call(row, request=request, values=values)):
        messages.success(request, "Baseline locked. It never changes again.")
        return redirect(address(row.program))
    readings = chosen_readings(row, chosen)
    locked = row.baselines.filter(arm=chosen.get("arm") or "", definition=chosen.get("definition")).first()
    context = {
        "program": row.program,
        "row": row,
        "asked": asked,
        "lock": lock,
        "readings": readings,
        "standing": standing(len(readings)) if locked is None else already(locked),
        "may_lock": locked is None and len(readings) >= MetricBaseline.FEWEST,
        "section": "program-metric-list",
    }
    return render(request, "programs/program_metrics/lock.html", context, status=status_of(lock))


def call(row: ProgramMetric, *, request: MemberRequest, values: dict[str, Any]) -> object:
    """The readings of the form's time locked."""
    return lock_readings(row, by=request.user, span=span_of(values), source=values["source"], on=values["on"])


def span_of(values: dict[str, Any]) -> Span:
    return Span(
        definition=values["definition"],
        first=values["first_period_on"],
        last=values["last_period_on"],
        arm=values.get("arm") or "",
    )


def typed(asked: BaselineRangeForm) -> dict[str, Any]:
    """What was chosen; empty when nothing was, or when it makes no time."""
    return dict(asked.cleaned_data) if asked.is_valid() else {}


def proposal(row: ProgramMetric) -> dict[str, Any]:
    """The latest definition, and the time of its final readings before the program began, else of all of them."""
    today = timezone.localdate()
    definition = row.metric.definition_on(today) or row.metric.definitions.order_by("-number").first()
    first: date = row.program.start_on or today
    values: dict[str, Any] = {"definition": definition, "first_period_on": first, "last_period_on": today, "on": today}
    if definition is None:
        return values
    span = Span(definition=definition, first=date.min, last=today)
    days = list(readings_in(row, span).values_list("period_starts_on", flat=True))
    before = [day for day in days if row.program.start_on is None or day < row.program.start_on]
    held = before if len(before) >= MetricBaseline.FEWEST else days
    if held:
        values |= {"first_period_on": held[0], "last_period_on": held[-1]}
        sources = readings_in(row, span).order_by("source").values_list("source", flat=True).distinct()
        values["source"] = ", ".join(sources)[:200]
    return values


def arms_of(row: ProgramMetric) -> list[str]:
    """Arms of the metric's readings in this flow; blank is outside of a parallel run."""
    readings = Reading.objects.filter(metric=row.metric_id, flow=row.flow_id)
    return list(readings.order_by("arm").values_list("arm", flat=True).distinct())


def chosen_readings(row: ProgramMetric, values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Period, value and source of each reading that would be frozen."""
    if not {"definition", "first_period_on", "last_period_on"} <= values.keys() or values["definition"] is None:
        return []
    frequency = row.metric.frequency
    return [
        (period_name(reading.period_starts_on, frequency), number(reading.value), reading.source)
        for reading in readings_in(row, span_of(values))
    ]


def standing(count: int) -> str:
    """What a baseline of so many readings would be, in words."""
    if count < MetricBaseline.FEWEST:
        return f"{count} final readings: too few. A baseline needs at least {MetricBaseline.FEWEST}."
    if count < MetricBaseline.FIRM_FROM:
        return f"{count} final readings: a provisional baseline. From {MetricBaseline.FIRM_FROM} it is firm."
    return f"{count} final readings: a firm baseline."


def already(locked: MetricBaseline) -> str:
    """That these readings can be locked no more, in words."""
    count, day = len(locked.values), date_format(locked.locked_on, "j M Y")
    return f"Locked on {day} with {count} readings. Only a new version of the definition begins another baseline."
