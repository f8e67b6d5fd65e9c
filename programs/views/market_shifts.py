from __future__ import annotations

from dataclasses import dataclass
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
from programs.models import BusinessFunction, MarketShift, Program, ShiftResponse
from programs.periods import day_name
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for, small_number
from programs.views.key_pages import KeyPage, key_page
from programs.views.rights import may

PAGE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """When a function knew of a shift and had planned anew, in days since anybody could see it; None while unknown."""

    response: ShiftResponse
    known_after: int | None
    replanned_after: int | None

    @property
    def is_open(self) -> bool:
        return self.known_after is None or self.replanned_after is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """A shift with the days from the signal to the floor; to today while the floor has not changed."""

    shift: MarketShift
    days: int
    reaches: list[Reach]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPart:
    """A page of shifts of one kind; ``key`` is what the address calls its place."""

    key: str
    title: str
    rows: list[ShiftRow]
    page: KeyPage[MarketShift]


@login_required
@require_safe
def market_shift_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Market shifts, those that have not reached the floor first, each with the days it took or takes so far."""
    program = program_for(request, uid)
    today, at = timezone.localdate(), request.GET
    shifts = program.market_shifts.select_related("flow").prefetch_related("responses__function")
    kinds = (
        ("open_behind", "The floor has not changed yet", shifts.filter(floor_changed_on__isnull=True)),
        ("changed_behind", "The floor works to it", shifts.filter(floor_changed_on__isnull=False)),
    )
    parts = []
    for key, title, rows in kinds:
        page = key_page(rows, day="visible_on", behind=at.get(key, ""), size=PAGE)
        parts.append(ShiftPart(key=key, title=title, rows=[shift_row(each, today) for each in page.rows], page=page))
    further = [part for part in parts if not part.page.is_first]
    context = {
        "program": program,
        "parts": further or [part for part in parts if part.rows],
        "may_record": may(request.user, "record_fact", program),
    }
    return render(request, "programs/market_shifts/list.html", context)


def shift_row(shift: MarketShift, today: date) -> ShiftRow:
    """The shift with its days; its responses were fetched already."""

    def after(day: date | None) -> int | None:
        return (day - shift.visible_on).days if day else None

    reaches = [
        Reach(response=each, known_after=after(each.known_on), replanned_after=after(each.replanned_on))
        for each in shift.responses.all()
    ]
    return ShiftRow(shift=shift, days=((shift.floor_changed_on or today) - shift.visible_on).days, reaches=reaches)


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
        note=f"Visible from {day_name(shift.visible_on)} on. Leave a day empty that nobody knows yet.",
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
