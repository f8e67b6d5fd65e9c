from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from programs.actions.given_readings import arm_name
from programs.actions.metric_baselines import Span, fingerprint, lock_readings, readings_in
from programs.counts import counted, opened
from programs.forms.base import with_text
from programs.forms.metrics import BaselineLockForm, BaselineRangeForm
from programs.models import MetricBaseline, Pilot, ProgramMetric, Reading, User
from programs.views.base import MemberRequest, render_form, submit
from programs.views.metric_series import period_name
from programs.views.program_metrics import address, program_metric_for

ArmChoice: TypeAlias = tuple[str, str, tuple[Pilot | None, str]]


@login_required
def metric_baseline_lock(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Chooses the readings of a baseline, shows them, and locks exactly these: refused when they changed meanwhile."""
    row = program_metric_for(request, uid)
    arms = arms_of(row)
    choices: dict[str, Any] = {
        "arms": [(key, name) for key, name, _ in arms],
        "definitions": row.metric.definitions.order_by("-number"),
    }
    proposed = proposal(row)
    given = request.POST or (request.GET if "first_period_on" in request.GET else None)
    asked = BaselineRangeForm(given or None, initial=proposed, **choices)
    chosen = typed(asked) if asked.is_bound else proposed
    span = span_of(chosen, arms)
    shown = list(readings_in(row, span)) if span else []
    lock = BaselineLockForm(request.POST or None, initial=proposed | chosen | {"seen": fingerprint(shown)}, **choices)
    if request.method == "POST" and submit(lock, lambda values: call(row, by=request.user, arms=arms, values=values)):
        messages.success(request, "Baseline locked. It never changes again.")
        return redirect(address(row.program))
    if lock.is_bound:
        # Refused: what is shown now is what the next attempt is about.
        shown = list(readings_in(row, span)) if span else []
        lock.data = with_text(lock.data, "seen", fingerprint(shown))
    locked = row.baselines.filter(arm=span.arm, pilot=span.pilot, definition=span.definition).first() if span else None
    context = {
        "program": row.program,
        "row": row,
        "asked": asked,
        "lock": lock,
        "readings": [frozen_line(each, row) for each in shown],
        "standing": f"{standing(len(shown))}{left_out(row, span, shown)}" if locked is None else already(locked),
        "may_lock": locked is None and len(shown) >= MetricBaseline.FEWEST,
        "section": "program-metric-list",
    }
    return render_form(request, "programs/program_metrics/lock.html", context=context, form=lock, program=row.program)


def call(row: ProgramMetric, *, by: User, arms: Sequence[ArmChoice], values: dict[str, Any]) -> object:
    """The readings of the form's time locked."""
    span = span_of(values, arms)
    assert span is not None, "the form asks for the definition and both days"
    span = replace(span, seen=values["seen"])
    return lock_readings(row, by=by, span=span, source=values["source"], on=values["on"])


def span_of(values: dict[str, Any], arms: Sequence[ArmChoice]) -> Span | None:
    """Which readings are meant; None when the definition or a day is missing."""
    if not {"definition", "first_period_on", "last_period_on"} <= values.keys() or values["definition"] is None:
        return None
    pilot, arm = next((found for key, _, found in arms if key == values.get("arm")), (None, ""))
    return Span(
        definition=values["definition"],
        first=values["first_period_on"],
        last=values["last_period_on"],
        arm=arm,
        pilot=pilot,
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


def arms_of(row: ProgramMetric) -> list[ArmChoice]:
    """Arms of the metric's readings in this flow: key, name and arm. Those of other programs are not."""
    readings = Reading.objects.filter(metric=row.metric_id, flow=row.flow_id).exclude(arm="")
    own = readings.filter(Q(pilot__isnull=True) | Q(pilot__program=row.program))
    pairs = own.order_by("pilot", "arm").values_list("pilot", "arm").distinct()
    pilots = Pilot.objects.in_bulk([pilot for pilot, _ in pairs if pilot])
    found = [(pilots.get(pilot), arm) for pilot, arm in pairs]
    return [(f"{pilot.uid if pilot else ''}/{arm}", arm_name(pilot, arm), (pilot, arm)) for pilot, arm in found]


def frozen_line(reading: Reading, row: ProgramMetric) -> tuple[str, str, str]:
    """Period, value and source of a reading that would be frozen, exactly as it would be."""
    value = f"{reading.value.normalize():,f}"
    return (period_name(reading.period_starts_on, row.metric.frequency), value, reading.source)


def standing(count: int) -> str:
    """What a baseline of so many readings would be, in words."""
    if count < MetricBaseline.FEWEST:
        return f"{opened(counted(count, 'final reading'))}: too few. A baseline needs at least {MetricBaseline.FEWEST}."
    if count < MetricBaseline.FIRM_FROM:
        return f"{count} final readings: a provisional baseline. From {MetricBaseline.FIRM_FROM} it is firm."
    return f"{count} final readings: a firm baseline."


def left_out(row: ProgramMetric, span: Span | None, shown: Sequence[Reading]) -> str:
    """How many other final readings there are, and why they are not among those shown; empty when there are none."""
    if span is None:
        return ""
    every = replace(span, first=date.min, last=date.max)
    others = list(readings_in(row, every).exclude(pk__in=[each.pk for each in shown]))
    if not others:
        return ""
    is_one, start = len(others) == 1, row.program.start_on
    said = f" {len(others)} more {'is' if is_one else 'are'} left out: "
    if start is not None and all(each.period_starts_on >= start for each in others):
        day = date_format(start, "j M Y")
        return f"{said}{'it is' if is_one else 'they are'} of the time since the program began on {day}."
    return f"{said}{'it lies' if is_one else 'they lie'} outside of these days."


def already(locked: MetricBaseline) -> str:
    """That these readings can be locked no more, in words."""
    count, day = len(locked.values), date_format(locked.locked_on, "j M Y")
    return f"Locked on {day} with {count} readings. Only a new version of the definition begins another baseline."
