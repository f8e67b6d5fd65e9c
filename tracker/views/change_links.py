"""Changes of the record, each with the address of what is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from programs.models import Program
from tracker.progress.change_places import Place
from tracker.progress.changes import Change

OF_PROGRAM = {
    Place.PROGRAM: "tracker:program-detail",
    Place.POLICY: "programs:program-policy",
    Place.BASELINES: "programs:baseline-list",
    Place.METRIC: "programs:program-metric-list",
    Place.WAIVERS: "programs:governance",
    Place.STATUSES: "programs:status-report-list",
    Place.COSTS: "programs:cost-line-list",
}
"""Pages of the program."""
OF_ROW = {Place.MILESTONE_HISTORY: "programs:milestone-history", Place.PILOT: "programs:pilot-detail"}
"""Pages of the row itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedChange:
    """A change in a sentence; ``address`` is empty where the record behind it is gone."""

    sentence: str
    address: str


def linked(changes: Iterable[Change], program: Program) -> tuple[LinkedChange, ...]:
    """The changes in their order, with addresses; no query."""
    return tuple(LinkedChange(sentence=each.sentence, address=address_of(each, program)) for each in changes)


def address_of(change: Change, program: Program) -> str:
    """Where the record behind the change stands; empty where it is gone."""
    place = change.place
    if place is Place.NOWHERE:
        return ""
    if place is Place.METHODS:
        return reverse("tracker:method-list")
    if place is Place.MILESTONE:
        return f"{program.get_absolute_url()}#milestone-{change.uid}"
    if place is Place.VOTES:
        return reverse("tracker:coordination-area", args=[program.uid, "constraint"])
    if place in OF_ROW:
        return reverse(OF_ROW[place], args=[change.uid])
    part = f"#program-metric-{change.uid}" if place is Place.METRIC else ""
    return reverse(OF_PROGRAM[place], args=[program.uid]) + part
