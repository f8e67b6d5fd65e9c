"""Redesigned hand-offs to accept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from programs.models import FlowInterface, User
from programs.obligations.obligation import Obligation, Role, address_of, running


def redesigns_to_accept(user: User, day: date) -> Iterator[Obligation]:
    """Redesigns that another person wrote, of hand-offs that a program uses in which this person decides."""
    programs = running(user, day, Role.PMO_LEAD, Role.COMMITTEE_MEMBER)
    waiting = FlowInterface.objects.filter(flow__program__in=programs, interface__redesign_accepted_on__isnull=True)
    by_others = waiting.exclude(interface__redesign="").exclude(interface__redesign_by=user)
    uses: defaultdict[int, list[FlowInterface]] = defaultdict(list)
    rows = by_others.select_related(
        "flow__program", "interface__from_function", "interface__to_function", "interface__redesign_by"
    )
    for row in rows.order_by("flow__program__code", "id"):
        uses[row.interface_id].append(row)
    for using in uses.values():
        interface, first = using[0].interface, using[0].flow.program
        others = {str(each.flow.program) for each in using} - {str(first)}
        yield Obligation(
            kind="redesign_to_accept",
            key=str(interface.uid),
            what=f"How {interface} works from now on, as {interface.redesign_by} wrote it",
            program=first,
            also=", ".join(sorted(others)),
            why="A critical hand-off counts as repaired once it has an owner and an accepted redesign.",
            button="Read and accept it",
            address=address_of(interface, "programs:interface-detail"),
        )
