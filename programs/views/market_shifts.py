from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import market_shifts
from programs.forms.tradeoffs import NewShiftForm, ResponseForm, ShiftForm
from programs.models import BusinessFunction, MarketShift, Program
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for, small_number


@login_required
@require_safe
def market_shift_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Market shifts, newest first: when each function knew, planned anew, and when the floor changed."""
    program = program_for(request, uid)
    shifts = list(
        program.market_shifts.select_related("flow")
        .prefetch_related("responses__function")
        .order_by("-visible_on", "-id")
    )
    context = {
        "program": program,
        "rows": [(shift, days_to_floor(shift, timezone.localdate())) for shift in shifts],
        "may_record": request.user.has_perm("programs.record_fact", program),
    }
    return render(request, "programs/market_shifts/list.html", context)


def days_to_floor(shift: MarketShift, today: date) -> int:
    """Days from the signal to the floor; to today while the floor has not changed."""
    return ((shift.floor_changed_on or today) - shift.visible_on).days


@login_required
def market_shift_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A change of the market, and whom it has to reach."""
    program = program_for(request, uid, may="record_fact")
    page = FormPage(
        title="Record a market shift",
        back=list_address(program),
        button="Record it",
        done="Market shift recorded.",
        note="Days from a market shift to a changed floor measure coordination itself. Say the days that you know;"
        " the others can follow.",
        program=program,
    )
    form = NewShiftForm(request.POST or None, program=program, initial={"visible_on": timezone.localdate()})
    form.initial["functions"] = BusinessFunction.objects.filter(stages__flow__program=program).distinct()
    return form_response(
        request, form, page=page, call=lambda values: market_shifts.record(program, by=request.user, **values)
    )


@login_required
def market_shift_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The shift with other words or days."""
    shift = row_for(request, MarketShift.objects.all(), uid)
    require(request.user, "record_fact", shift)
    page = FormPage(title=f"Edit {shift}", back=list_address(shift.program), program=shift.program)
    form = ShiftForm(request.POST or None, instance=shift, program=shift.program)
    return form_response(
        request, form, page=page, call=lambda values: market_shifts.change(shift, by=request.user, **values)
    )


@login_required
def market_shift_respond(request: MemberRequest, uid: UUID) -> HttpResponse:
    """When a function knew of the shift, and when it had planned anew."""
    shift = row_for(request, MarketShift.objects.all(), uid)
    require(request.user, "record_fact", shift)
    page = FormPage(
        title=f"{shift}: when a function knew",
        back=list_address(shift.program),
        note=f"Visible from {shift.visible_on:%Y-%m-%d} on. Leave a day empty that nobody knows yet.",
        program=shift.program,
    )
    said = shift.responses.filter(function=small_number(request.GET.get("function", ""))).first()
    initial = {"function": said.function, "known_on": said.known_on, "replanned_on": said.replanned_on} if said else {}
    return form_response(
        request,
        ResponseForm(request.POST or None, initial=initial),
        page=page,
        call=lambda values: market_shifts.respond(shift, by=request.user, **values),
    )


def list_address(program: Program) -> str:
    return reverse("programs:market-shift-list", args=[program.uid])
