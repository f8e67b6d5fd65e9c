from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from programs.actions import planning_cycles
from programs.forms.planning import ChangedCycleForm, CycleEndForm, CycleForm, CycleRunForm, NewCycleForm
from programs.models import BusinessFunction, PlanningCycle
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require
from programs.views.cycle_chart import draw
from programs.views.cycle_levels import by_function, unrecorded_levels

CYCLES = PlanningCycle.objects.select_related("function", "calendar")


@login_required
@require_safe
def planning_cycle_list(request: MemberRequest) -> HttpResponse:
    """Every cycle in words and drawn on a calendar, for everybody with a role; stewards see the buttons."""
    now = timezone.now()
    today = timezone.localdate(now)
    day = asked_day(request.GET.get("from", "")) or today
    listed = CYCLES.visible_to(request.user).prefetch_related("calendar__holidays")
    rows = list(listed.order_by("function__name", "function_id", "level", "valid_from"))
    context = {
        "chart": draw(rows, day=day, today=today),
        "functions": by_function(rows, now=now),
        "missing": unrecorded_levels(request.user, today=today),
        "may_keep": request.user.has_perm("programs.keep_installation"),
    }
    return render(request, "programs/planning_cycles/list.html", context)


def asked_day(text: str) -> Any:
    """The day in the address; None when it is none, or so far away that weeks around it could not be counted."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and 1900 <= day.year < 2200 else None


@login_required
def planning_cycle_create(request: MemberRequest) -> HttpResponse:
    """The cycle of a function on a level; the address may say both."""
    require(request.user, "keep_installation")
    page = FormPage(title="New planning cycle", back=address(), button="Add", done="Planning cycle added.")
    initial: dict[str, Any] = {"valid_from": timezone.localdate(), "level": request.GET.get("level", "")[:120]}
    asked = request.GET.get("function", "")
    initial["function"] = next((row for row in BusinessFunction.objects.all() if str(row.uid) == asked), None)

    def call(values: dict[str, Any]) -> object:
        return planning_cycles.begin(values.pop("function"), by=request.user, **values)

    return form_response(request, NewCycleForm(request.POST or None, initial=initial), page=page, call=call)


@login_required
def planning_cycle_change(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Another rhythm from a day on, prefilled with the one before it."""
    cycle = kept_cycle(request, uid)
    page = FormPage(
        title=f"Change {cycle} from a day on",
        back=address(),
        button="Change from this day",
        done="The cycle changes from that day.",
        note="What holds until the day before stays in the record.",
    )
    initial = {"valid_from": timezone.localdate()}
    form = ChangedCycleForm(request.POST or None, before=cycle, initial=initial)
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: planning_cycles.begin(cycle.function, by=request.user, level=cycle.level, **values),
    )


@login_required
def planning_cycle_correct(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the cycle should have said from its first day."""
    cycle = kept_cycle(request, uid)
    page = FormPage(
        title=f"Correct {cycle}",
        back=address(),
        button="Correct",
        note="Only for a mistake in the record. When the cycle itself changes, change it from a day on.",
    )
    form = CycleForm(request.POST or None, instance=cycle)
    return form_response(
        request, form, page=page, call=lambda values: planning_cycles.correct(cycle, by=request.user, **values)
    )


@login_required
def planning_cycle_run(request: MemberRequest, uid: UUID) -> HttpResponse:
    """When the cycle runs, which nobody knew."""
    cycle = kept_cycle(request, uid)
    page = FormPage(
        title=f"When does {cycle} run?",
        back=address(),
        note="One run is enough: the others follow from it. The waiting time becomes a number instead of a range.",
    )
    form = CycleRunForm(request.POST or None, instance=cycle)
    return form_response(
        request, form, page=page, call=lambda values: planning_cycles.correct(cycle, by=request.user, **values)
    )


@login_required
def planning_cycle_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The last day on which the function plans on this level."""
    cycle = kept_cycle(request, uid)
    page = FormPage(
        title=f"End {cycle}", back=address(), button="End the cycle", done="The cycle ends.", danger=True,
        note="When the function stops planning on this level. To plan in another way, change it from a day on.",
    )  # fmt: skip
    form = CycleEndForm(
        request.POST or None, instance=cycle, initial={"valid_to": cycle.valid_to or timezone.localdate()}
    )
    return form_response(
        request, form, page=page, call=lambda values: planning_cycles.end(cycle, by=request.user, **values)
    )


@login_required
@require_POST
def planning_cycle_take_back(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a change that is planned; the cycle before it goes on."""
    cycle = kept_cycle(request, uid)
    return button_response(
        request,
        lambda: planning_cycles.take_back(cycle, by=request.user),
        back=address(),
        done="The planned change is taken back.",
    )


def kept_cycle(request: MemberRequest, uid: UUID) -> PlanningCycle:
    """The cycle, for stewards."""
    require(request.user, "keep_installation")
    return get_object_or_404(CYCLES, uid=uid)


def address() -> str:
    return reverse("programs:planning-cycle-list")
