"""Pages of committees: what they steer, who sits in them, and their meetings; stewards keep them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Min, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import committee_mandates, committee_members, committees
from programs.forms.committees import (
    CommitteeForm,
    DelegateForm,
    MandateEndForm,
    MandateForm,
    SeatEndForm,
    SeatForm,
)
from programs.models import Committee, CommitteeMandate, CommitteeMember, Meeting, Program
from programs.views.base import FormPage, MemberRequest, form_response, require


@login_required
@require_safe
def committee_list(request: MemberRequest) -> HttpResponse:
    """Committees of the programs the person may see, with quorum, members today and the next meeting."""
    today = timezone.localdate()
    next_on = Min("meetings__scheduled_on", filter=Q(meetings__held_on=None, meetings__scheduled_on__gte=today))
    listed = Committee.objects.visible_to(request.user).annotate(next_on=next_on).order_by("name", "id")
    seats = CommitteeMember.objects.valid_on(today).filter(committee__in=listed).select_related("user")
    steered = steered_programs(request).filter(committee__in=listed)
    rows = [
        {
            "committee": committee,
            "members": [seat for seat in seats if seat.committee_id == committee.pk],
            "programs": [mandate.program for mandate in steered if mandate.committee_id == committee.pk],
        }
        for committee in listed
    ]
    context = {"rows": rows, "may_keep": request.user.has_perm("programs.keep_installation")}
    return render(request, "programs/committees/list.html", context)


@login_required
@require_safe
def committee_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the committee steers as far as the person may see it, its members, and its meetings."""
    committee = get_object_or_404(Committee.objects.visible_to(request.user), uid=uid)
    today = timezone.localdate()
    meetings = list(
        Meeting.objects.visible_to(request.user)
        .filter(committee=committee)
        .prefetch_related("attendances")
        .order_by("scheduled_on")
    )
    seats = committee.members.select_related("user", "delegate").order_by("-is_chair", "user__name", "id")
    context = {
        "committee": committee,
        "mandates": steered_programs(request, all_times=True).filter(committee=committee),
        "seats": seats.filter(Q(valid_to=None) | Q(valid_to__gte=today)),
        "meetings": by_time(meetings),
        "may_keep": request.user.has_perm("programs.keep_installation"),
        "may_meet": request.user.has_perm("programs.keep_meetings", committee),
    }
    return render(request, "programs/committees/detail.html", context)


def by_time(meetings: list[Meeting]) -> dict[str, list[Meeting]]:
    """Meetings ahead from the next one on, those that passed with nothing written, and those held, newest first."""
    today = timezone.localdate()
    open_meetings = [meeting for meeting in meetings if meeting.held_on is None]
    return {
        "ahead": [meeting for meeting in open_meetings if meeting.scheduled_on >= today],
        "silent": [meeting for meeting in open_meetings if meeting.scheduled_on < today],
        "held": [meeting for meeting in reversed(meetings) if meeting.held_on is not None],
    }


def steered_programs(request: MemberRequest, *, all_times: bool = False) -> Any:
    """Mandates over programs that the person may see, all of them for stewards; those of today, or of all times."""
    rows = CommitteeMandate.objects.select_related("program").order_by("program__name", "valid_from", "id")
    if not request.user.has_perm("programs.keep_installation"):
        rows = rows.filter(program__in=Program.objects.visible_to(request.user))
    return rows if all_times else rows.valid_on(timezone.localdate())


@login_required
def committee_create(request: MemberRequest) -> HttpResponse:
    """A new committee."""
    require(request.user, "keep_installation")
    page = FormPage(title="New committee", back=reverse("programs:committee-list"), done="Committee added.")
    form = CommitteeForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: committees.create(values.pop("name"), by=request.user, **values)
    )


@login_required
def committee_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The committee with another name, quorum or cadence."""
    committee = kept_committee(request, uid)
    page = FormPage(title=f"Edit {committee}", back=committee.get_absolute_url())
    form = CommitteeForm(request.POST or None, instance=committee)
    return form_response(
        request, form, page=page, call=lambda values: committees.change(committee, by=request.user, **values)
    )


@login_required
def committee_mandate_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Gives the committee a program to steer."""
    committee = kept_committee(request, uid)
    page = FormPage(
        title=f"A program for {committee}",
        back=committee.get_absolute_url(),
        button="Give the mandate",
        done="Mandate given.",
    )
    form = MandateForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: committee_mandates.give(committee, by=request.user, **values)
    )


@login_required
def committee_mandate_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Ends a mandate after a day."""
    require(request.user, "keep_installation")
    mandate = get_object_or_404(CommitteeMandate.objects.select_related("committee", "program"), uid=uid)
    page = FormPage(
        title=f"End: {mandate}",
        back=mandate.committee.get_absolute_url(),
        button="End the mandate",
        done="The mandate ends.",
        danger=True,
    )
    initial = {"valid_to": mandate.valid_to or timezone.localdate()}
    form = MandateEndForm(request.POST or None, instance=mandate, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: committee_mandates.end(mandate, by=request.user, **values)
    )


@login_required
def committee_member_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Gives a person a seat."""
    committee = kept_committee(request, uid)
    page = FormPage(
        title=f"A seat in {committee}", back=committee.get_absolute_url(), button="Give the seat", done="Seat given."
    )
    form = SeatForm(request.POST or None, initial={"valid_from": timezone.localdate()})

    def call(values: dict[str, Any]) -> object:
        return committee_members.give_seat(CommitteeMember(committee=committee, **values), by=request.user)

    return form_response(request, form, page=page, call=call)


@login_required
def committee_member_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Ends a seat after a day."""
    member = kept_member(request, uid)
    page = FormPage(
        title=f"End the seat of {member.user}",
        back=member.committee.get_absolute_url(),
        button="End the seat",
        done="The seat ends.",
        danger=True,
    )
    initial = {"valid_to": member.valid_to or timezone.localdate()}
    form = SeatEndForm(request.POST or None, instance=member, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: committee_members.end(member, by=request.user, **values)
    )


@login_required
def committee_member_delegate(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Names who stands in for a member."""
    member = kept_member(request, uid)
    page = FormPage(
        title=f"Who stands in for {member.user}", back=member.committee.get_absolute_url(), done="Delegate named."
    )
    form = DelegateForm(request.POST or None, instance=member)
    return form_response(
        request, form, page=page, call=lambda values: committee_members.name_delegate(member, by=request.user, **values)
    )


def kept_committee(request: MemberRequest, uid: UUID) -> Committee:
    """The committee, for stewards."""
    require(request.user, "keep_installation")
    return get_object_or_404(Committee, uid=uid)


def kept_member(request: MemberRequest, uid: UUID) -> CommitteeMember:
    """The seat, for stewards."""
    require(request.user, "keep_installation")
    return get_object_or_404(CommitteeMember.objects.select_related("committee", "user"), uid=uid)
