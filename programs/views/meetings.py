from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import meetings
from programs.forms.committees import HoldForm, MeetingForm, ScheduleForm
from programs.models import Committee, Meeting
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require


@login_required
@require_safe
def meeting_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Agenda, minutes, who came for which seat, and whether enough people came to decide."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("committee"), uid=uid)
    day = meeting.held_on or meeting.scheduled_on
    came = {row.member_id: row.user for row in meeting.attendances.select_related("user")}
    seats = meeting.committee.members.valid_on(day).select_related("user", "delegate")
    context = {
        "meeting": meeting,
        "committee": meeting.committee,
        "seats": [{"seat": seat, "came": came.get(seat.pk)} for seat in seats.order_by("-is_chair", "user__name")],
        "may_meet": request.user.has_perm("programs.keep_meetings", meeting.committee),
    }
    return render(request, "programs/committees/meeting.html", context)


@login_required
def meeting_schedule(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Schedules one meeting, or a series by the committee's cadence."""
    committee = get_object_or_404(Committee.objects.visible_to(request.user), uid=uid)
    require(request.user, "keep_meetings", committee)
    page = FormPage(
        title=f"Schedule {committee}",
        back=committee.get_absolute_url(),
        button="Schedule",
        done="Scheduled.",
    )
    form = ScheduleForm(request.POST or None, committee=committee, initial={"scheduled_on": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        last_on = values.pop("last_on", None)
        if last_on is None:
            return meetings.schedule(committee, by=request.user, **values)
        first_on = values.pop("scheduled_on")
        return meetings.schedule_series(committee, by=request.user, first_on=first_on, last_on=last_on, **values)

    return form_response(request, form, page=page, call=call)


@login_required
def meeting_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The meeting on another day or with another agenda."""
    meeting = kept_meeting(request, uid)
    page = FormPage(title=f"Edit {meeting.committee}", back=meeting.get_absolute_url())
    form = MeetingForm(request.POST or None, instance=meeting)
    return form_response(
        request, form, page=page, call=lambda values: meetings.change(meeting, by=request.user, **values)
    )


@login_required
def meeting_hold(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Records that the meeting was held: the day, who came, and the minutes, on one sheet."""
    meeting = kept_meeting(request, uid)
    today = timezone.localdate()
    day = meeting.held_on or min(meeting.scheduled_on, today)
    seats = (
        meeting.committee.members.valid_on(day).select_related("user", "delegate").order_by("-is_chair", "user__name")
    )
    came = dict(meeting.attendances.values_list("member_id", "user_id"))
    form = HoldForm(request.POST or None, instance=meeting, seats=list(seats), came=came, initial={"held_on": day})
    page = FormPage(
        title=f"Record a meeting of {meeting.committee}",
        back=meeting.get_absolute_url(),
        button="Record the meeting",
        done="Meeting recorded.",
        note=f"{meeting.quorum or meeting.committee.quorum} people are needed to decide.",
    )

    def call(values: dict[str, Any]) -> object:
        return meetings.hold(meeting, by=request.user, came=form.attendance(values), **values)

    return form_response(request, form, page=page, call=call)


@login_required
@require_POST
def meeting_call_off(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Calls a meeting off that was not held."""
    meeting = kept_meeting(request, uid)
    return button_response(
        request,
        lambda: meetings.call_off(meeting, by=request.user),
        back=meeting.committee.get_absolute_url(),
        done="The meeting is called off.",
    )


def kept_meeting(request: MemberRequest, uid: UUID) -> Meeting:
    """The meeting, for whoever keeps the meetings of its committee; 404 for strangers."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("committee"), uid=uid)
    require(request.user, "keep_meetings", meeting.committee)
    return meeting
