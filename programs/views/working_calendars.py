from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import working_calendars
from programs.forms.planning import WEEKDAYS, CalendarForm, HolidaysForm
from programs.models import Holiday, WorkingCalendar
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require

MONDAY_TO_FRIDAY = ["1", "2", "3", "4", "5"]


@login_required
@require_safe
def working_calendar_list(request: MemberRequest) -> HttpResponse:
    """Every calendar with its working days and holidays, for everybody with a role; stewards see the buttons."""
    listed = WorkingCalendar.objects.visible_to(request.user).prefetch_related("holidays", "planning_cycles__function")
    context = {
        "calendars": [calendar_block(calendar) for calendar in listed.order_by("name", "id")],
        "may_keep": request.user.has_perm("programs.keep_installation"),
    }
    return render(request, "programs/working_calendars/list.html", context)


def calendar_block(calendar: WorkingCalendar) -> dict[str, Any]:
    """A calendar as the page shows it: the days of the week, holidays from today and before, and who plans by it."""
    today = timezone.localdate()
    holidays = sorted(calendar.holidays.all(), key=lambda holiday: holiday.on)
    return {
        "row": calendar,
        "weekdays": [(name, int(number) in calendar.working_days) for number, name in WEEKDAYS],
        "coming": [holiday for holiday in holidays if holiday.on >= today],
        "past": [holiday for holiday in reversed(holidays) if holiday.on < today],
        "used_by": sorted({str(cycle) for cycle in calendar.planning_cycles.all()}),
    }


@login_required
def working_calendar_create(request: MemberRequest) -> HttpResponse:
    """A new calendar."""
    require(request.user, "keep_installation")
    page = FormPage(title="New working calendar", back=address(), button="Add", done="Calendar added.")
    form = CalendarForm(request.POST or None, initial={"working_days": MONDAY_TO_FRIDAY})
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: working_calendars.create(values.pop("name"), by=request.user, **values),
    )


@login_required
def working_calendar_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The calendar with another name or other working days."""
    calendar = kept_calendar(request, uid)
    page = FormPage(title=f"Edit {calendar}", back=address())
    form = CalendarForm(request.POST or None, instance=calendar)
    return form_response(
        request, form, page=page, call=lambda values: working_calendars.change(calendar, by=request.user, **values)
    )


@login_required
def holiday_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Many holidays of the calendar, pasted as lines."""
    calendar = kept_calendar(request, uid)
    page = FormPage(title=f"Holidays of {calendar}", back=address(), button="Add the holidays", done="Holidays added.")
    return form_response(
        request,
        HolidaysForm(request.POST or None),
        page=page,
        call=lambda values: working_calendars.add_holidays(calendar, by=request.user, **values),
    )


@login_required
@require_POST
def holiday_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a holiday: people work on that day."""
    require(request.user, "keep_installation")
    holiday = get_object_or_404(Holiday.objects.select_related("calendar"), uid=uid)
    return button_response(
        request,
        lambda: working_calendars.remove_holiday(holiday, by=request.user),
        back=address(),
        done="Holiday deleted.",
    )


def kept_calendar(request: MemberRequest, uid: UUID) -> WorkingCalendar:
    """The calendar, for stewards."""
    require(request.user, "keep_installation")
    return get_object_or_404(WorkingCalendar, uid=uid)


def address() -> str:
    return reverse("programs:working-calendar-list")
