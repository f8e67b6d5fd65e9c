from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import readings
from programs.actions.given_readings import RowsRefused, arm_name
from programs.actions.pilot_arms import pilots_to_read
from programs.forms.readings import CorrectionForm, MissingReadingsForm, ReadingForm, capitalized
from programs.importing.arm_names import ArmNames
from programs.models import Program, Reading, SharedMetric, User
from programs.periods import latest_periods, period_name
from programs.views.base import FormPage, MemberRequest, back_to, form_response, require, status_of, submit
from programs.views.reading_grid import Grid, grid_of

MOST_LISTED = 30
MOST_CRUMBS = 3


@login_required
@require_safe
def reading_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Readings of the metric, the newest first, with who entered each and from where; ``before`` a day, older ones."""
    metric = get_object_or_404(SharedMetric.objects.visible_to(request.user), uid=uid)
    rows = Reading.objects.visible_to(request.user).filter(metric=metric)
    rows = rows.select_related("metric", "flow", "pilot", "definition", "entered_by")
    shown, older = one_page(rows, before=parse_day(request.GET.get("before", "")))
    context = {
        "metric": metric,
        "judged": judged_by(metric, request.user),
        "readings": shown,
        "older": older,
        "may_enter": request.user.has_perm("programs.enter_reading", metric),
        "flows": {flow.pk for flow in readings.flows_to_enter(metric, request.user)},
    }
    return render(request, "programs/readings/list.html", context)


@login_required
def reading_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What is missing in the last periods, to be filled in at once; and one reading of any other period."""
    metric = metric_for(request, uid)
    today = timezone.localdate()
    grid = grid_of(metric, request.user, today=today)
    fills = request.method == "POST" and "fill" in request.POST
    enters = request.method == "POST" and not fills
    missing = MissingReadingsForm(request.POST if fills else None, missing=grid.missing)
    flows = readings.flows_to_enter(metric, request.user)
    arms = ArmNames(pilots_to_read(metric, request.user), readings.arms_of(metric))
    one = ReadingForm(
        request.POST if enters else None, metric=metric, flows=flows, today=today, initial=first_missing(grid, metric)
    )
    if fills and submit(missing, lambda _: fill(metric, missing, request)):
        return redirect(back_to(request, request.path))
    if enters and submit(
        one, lambda values: readings.enter(metric, by=request.user, **one.arguments(values, arms=arms))
    ):
        messages.success(request, "Reading saved.")
        return redirect(back_to(request, request.path))
    context = {
        "metric": metric,
        "judged": judged_by(metric, request.user),
        "series": grid.series,
        "rows": grid.with_fields(missing),
        "missing": missing,
        "one": one,
        "arms": arms.names,
    }
    status = max(status_of(missing), status_of(one))
    return render(request, "programs/readings/create.html", context, status=status)


@login_required
def reading_correct(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The reading with another value or standing."""
    rows = Reading.objects.visible_to(request.user).select_related("metric", "flow__program", "pilot__program")
    reading = get_object_or_404(rows, uid=uid)
    require(request.user, "enter_reading", reading.metric)
    if reading.flow:
        require(request.user, "record_fact", reading.flow.program)
    if reading.pilot:
        require(request.user, "record_fact", reading.pilot.program)
    period = period_name(reading.period_starts_on, reading.metric.frequency)
    whose = " / ".join(str(part) for part in (reading.flow, reading.pilot, reading.arm) if part)
    page = FormPage(
        title=f"Correct {reading.metric}",
        back=reverse("programs:reading-list", args=[reading.metric.uid]),
        button="Save the correction",
        done="Reading corrected.",
        note=f"{capitalized(period)}, {whose or 'the whole organization'}. What it was stays in the history.",
    )
    form = CorrectionForm(request.POST or None, instance=reading)
    return form_response(
        request, form, page=page, call=lambda values: readings.correct(reading, by=request.user, **values)
    )


def one_page(rows: QuerySet[Reading], *, before: date | None) -> tuple[list[Reading], date | None]:
    """Readings of the newest periods, and the day before which older ones lie; None when there are none."""
    if before is not None:
        rows = rows.filter(period_starts_on__lt=before)
    found = list(rows.order_by("-period_starts_on", "flow__name", "pilot", "arm", "id")[: MOST_LISTED + 1])
    if len(found) <= MOST_LISTED:
        return found, None
    # Whole periods only, unless one alone fills the page.
    cut = found[-1].period_starts_on
    whole = [each for each in found if each.period_starts_on > cut]
    return whole or found, (whole or found)[-1].period_starts_on


def parse_day(text: str) -> date | None:
    """The day in the address; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def metric_for(request: MemberRequest, uid: UUID) -> SharedMetric:
    """The metric, for those who may enter its readings; 404 for strangers, 403 for readers."""
    metric = get_object_or_404(SharedMetric.objects.visible_to(request.user), uid=uid)
    if not request.user.has_perm("programs.enter_reading", metric):
        raise PermissionDenied("Readings are entered by those who lead a program or a function that it judges.")
    return metric


def judged_by(metric: SharedMetric, user: User) -> list[Program]:
    """A few programs of the person that the metric judges, by name: the ways back from its readings."""
    mine = Program.objects.visible_to(user).filter(metrics__metric=metric).exclude(state=Program.State.CLOSED)
    return list(mine.distinct().order_by("name", "id")[:MOST_CRUMBS])


def fill(metric: SharedMetric, form: MissingReadingsForm, request: MemberRequest) -> None:
    """The typed readings in the record, all or none; each refusal beside its field."""
    try:
        loaded = readings.load(metric, by=request.user, given=form.given(), source=readings.BY_HAND)
    except RowsRefused as refusal:
        raise form.refused(refusal) from refusal
    messages.success(request, count_of_readings(len(loaded.written), "saved"))


def first_missing(grid: Grid, metric: SharedMetric) -> dict[str, Any]:
    """What the form of one reading is filled with: the latest period that misses one, and its flow and arm."""
    first = next(iter(grid.missing.values()), None)
    if first:
        return {"period_starts_on": str(first.starts_on), "flow": first.flow, "arm": arm_name(first.pilot, first.arm)}
    (start,) = latest_periods(metric.frequency, today=timezone.localdate(), count=1)
    return {"period_starts_on": str(start)}


def count_of_readings(count: int, done: str) -> str:
    return f"1 reading {done}." if count == 1 else f"{count} readings {done}."
