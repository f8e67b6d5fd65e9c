"""Addresses of the pages of committees and their meetings."""

from django.urls import URLPattern, path

from programs.views import committees, meetings

urlpatterns: list[URLPattern] = [
    path("committees/", committees.committee_list, name="committee-list"),
    path("committees/new/", committees.committee_create, name="committee-create"),
    path("committees/<uuid:uid>/", committees.committee_detail, name="committee-detail"),
    path("committees/<uuid:uid>/edit/", committees.committee_edit, name="committee-edit"),
    path("committees/<uuid:uid>/programs/new/", committees.committee_mandate_create, name="committee-mandate-create"),
    path("committee-mandates/<uuid:uid>/end/", committees.committee_mandate_end, name="committee-mandate-end"),
    path("committees/<uuid:uid>/members/new/", committees.committee_member_create, name="committee-member-create"),
    path("committee-members/<uuid:uid>/end/", committees.committee_member_end, name="committee-member-end"),
    path(
        "committee-members/<uuid:uid>/delegate/", committees.committee_member_delegate, name="committee-member-delegate"
    ),
    path("committees/<uuid:uid>/meetings/new/", meetings.meeting_schedule, name="meeting-schedule"),
    path("meetings/<uuid:uid>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<uuid:uid>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<uuid:uid>/record/", meetings.meeting_hold, name="meeting-hold"),
    path("meetings/<uuid:uid>/call-off/", meetings.meeting_call_off, name="meeting-call-off"),
]
