"""Lists of committees and their meetings."""

from __future__ import annotations

from programs.api.committees import CommitteeViewSet, MandateViewSet, SeatViewSet
from programs.api.meetings import AttendanceViewSet, MeetingViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (
    ("committees", CommitteeViewSet, "committee"),
    ("committee-mandates", MandateViewSet, "committee-mandate"),
    ("committee-members", SeatViewSet, "committee-member"),
    ("meetings", MeetingViewSet, "meeting"),
    ("meeting-attendances", AttendanceViewSet, "meeting-attendance"),
)
