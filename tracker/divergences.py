"""Rows that were stored day by day -> people's word beside the computed statuses over the last weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from programs.models import StatusReport
from tracker.models import Analysis, Snapshot
from tracker.progress.divergence import BADNESS, Divergence, StoredDay, first_day_of, read_divergence
from tracker.progress.results import Status


def divergence_of(program_id: int, *, as_of: date) -> Divergence | None:
    """The comparison of one program up to a day; None when nothing was stored for it."""
    return divergences_of({program_id: as_of}).get(program_id)


def divergences_of(days: Mapping[int, date]) -> dict[int, Divergence]:
    """The comparison of each program up to its day; a program without a snapshot of that day is left out.

    days  by program id
    Cost: three queries for any number of programs, each over an index that begins with the program; no document of a
    snapshot or of an analysis is read.
    """
    if not days:
        return {}
    stored, reports = stored_days(days), reports_in(days)
    found = {
        program_id: read_divergence(stored[program_id], reports[program_id], as_of=as_of)
        for program_id, as_of in days.items()
    }
    return {program_id: divergence for program_id, divergence in found.items() if divergence is not None}


def stored_days(days: Mapping[int, date]) -> Mapping[int, list[StoredDay]]:
    """What was stored for each day of the weeks, by program."""
    inside = {"as_of__gte": first_day_of(min(days.values())), "as_of__lte": max(days.values())}
    analyses = Analysis.objects.filter(program__in=days, **inside).values_list("program_id", "as_of", "result_state")
    results = {(program_id, as_of): color_of(state) for program_id, as_of, state in analyses}
    columns = ("program_id", "as_of", "known_on", "reported", "delivery", "diverges")
    found: dict[int, list[StoredDay]] = defaultdict(list)
    for program_id, as_of, known_on, reported, delivery, diverges in (
        Snapshot.objects.headline().filter(program__in=days, **inside).values_list(*columns)
    ):
        found[program_id].append(
            StoredDay(
                as_of=as_of,
                known_on=known_on,
                reported=Status(reported),
                delivery=Status(delivery),
                contradicted=diverges and delivery == Status.GREY,
                result=results.get((program_id, as_of)),
            )
        )
    return found


def color_of(state: str | None) -> Status | None:
    """The color of a stored Result, any kind of grey being grey; None where there is none."""
    if state is None:
        return None
    return Status(state) if state in BADNESS else Status.GREY


def reports_in(days: Mapping[int, date]) -> Mapping[int, list[tuple[date, Status]]]:
    """Day and color of the statuses reported in the weeks, by program; never who said it."""
    inside = Q(reported_on__gte=first_day_of(min(days.values())), reported_on__lte=max(days.values()))
    rows = StatusReport.objects.filter(inside, program__in=days).order_by("reported_on", "id")
    found: dict[int, list[tuple[date, Status]]] = defaultdict(list)
    for program_id, on, status in rows.values_list("program_id", "reported_on", "status"):
        found[program_id].append((on, Status(status or Status.GREY)))
    return found
