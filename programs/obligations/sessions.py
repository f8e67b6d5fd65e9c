"""Planning sessions to record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from programs.models import IntegratedSession, User
from programs.obligations.obligation import Obligation, Role, address_of, running


def sessions_to_record(user: User, day: date) -> Iterator[Obligation]:
    """Sessions whose day has passed and of which nobody said whether they were held, for the PMO lead."""
    programs = running(user, day, Role.PMO_LEAD)
    unsaid = IntegratedSession.objects.filter(flow__program__in=programs, scheduled_on__lt=day)
    unsaid = unsaid.filter(held_on__isnull=True, cancel_reason="")
    for row in unsaid.select_related("flow__program").order_by("scheduled_on", "id"):
        yield Obligation(
            kind="session_to_record",
            key=str(row.uid),
            what=f"Was the session of {row.flow} on {row.scheduled_on:%-d %B} held, and who came?",
            program=row.flow.program,
            since=row.scheduled_on,
            due_on=row.scheduled_on + timedelta(days=2),
            why="Sessions held with everybody are a fourth of how far the new way of working was taken up.",
            button="Record the session",
            address=address_of(row, "programs:session-held"),
        )
