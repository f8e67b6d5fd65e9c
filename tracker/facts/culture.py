"""Rows of culture -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from programs.compiled import given
from programs.models import IntegratedSession, PmoIntervention, PulseAnswer, PulseGroup, PulseWave, SessionFunction
from programs.pulse_items import ITEMS
from programs.pulse_results import PulseCell, PulseResults, results_of
from tracker.analysis.facts import culture as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery, grouped


def read_culture(program_ids: Sequence[int], *, as_of: date) -> dict[int, facts.CultureFacts]:
    """Facts of each program as of the day, by its key; one query a table for the whole batch."""
    sessions = read_sessions(program_ids, as_of=as_of)
    interventions = read_interventions(program_ids, as_of=as_of)
    waves = read_waves(program_ids, as_of=as_of)
    return {
        pk: facts.CultureFacts(
            sessions=tuple(sessions[pk]), interventions=tuple(interventions[pk]), waves=tuple(waves[pk])
        )
        for pk in program_ids
    }


def read_sessions(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.Session]]:
    """Sessions whose day has come, by program, in order of their day."""
    rows = sessions_of(programs=program_ids, as_of=as_of)
    functions = grouped(functions_of(sessions=[row.id for row in rows]), "session_id")
    found: defaultdict[int, list[facts.Session]] = defaultdict(list)
    for row in rows:
        held = row.held_on is not None and row.held_on <= as_of
        found[row.flow__program_id].append(
            facts.Session(
                flow=str(row.flow__uid),
                scheduled_on=row.scheduled_on,
                held_on=row.held_on if held else None,
                is_cancelled=bool(row.cancel_reason),
                functions=tuple(session_function(each, held=held) for each in functions[row.id]),
            )
        )
    return found


@BatchQuery
def sessions_of() -> QuerySet[Any, Any]:
    """Sessions that were planned for a day up to the one asked about, in order."""
    planned = IntegratedSession.objects.filter(
        flow__program__any_of=OF_PROGRAMS, scheduled_on__lte=given("as_of")
    ).order_by("scheduled_on", "flow__position", "id")
    return planned.values_list("id", "flow__program_id", "flow__uid", "scheduled_on", "held_on", "cancel_reason")


@BatchQuery
def functions_of() -> QuerySet[Any, Any]:
    """Functions that were asked to the sessions."""
    asked = SessionFunction.objects.filter(session__any_of=given("sessions")).order_by("session_id", "id")
    return asked.values_list("session_id", "function__uid", "is_required", "came", "demand_plan")


def session_function(row: Any, *, held: bool) -> facts.SessionFunction:
    """A function of a session; whether it came is known once the session was held."""
    return facts.SessionFunction(
        function=str(row.function__uid),
        is_required=row.is_required,
        came=row.came if held else None,
        demand_plan=row.demand_plan if held else "",
    )


def read_interventions(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.Intervention]]:
    """Interventions up to the day, by program, in order of their day."""
    found: defaultdict[int, list[facts.Intervention]] = defaultdict(list)
    for row in interventions_of(programs=program_ids, as_of=as_of):
        found[row.flow__program_id].append(
            facts.Intervention(
                flow=str(row.flow__uid),
                function=str(row.function__uid) if row.function__uid else None,
                kind=row.kind,
                happened_on=row.happened_on,
            )
        )
    return found


@BatchQuery
def interventions_of() -> QuerySet[Any, Any]:
    """Interventions up to the day, in order of their day."""
    happened = PmoIntervention.objects.filter(flow__program__any_of=OF_PROGRAMS, happened_on__lte=given("as_of"))
    return happened.order_by("happened_on", "id").values_list(
        *("flow__program_id", "flow__uid", "function__uid", "kind", "happened_on")
    )


def read_waves(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.PulseWave]]:
    """Waves that were closed by the day, by program, in order of that day, with small groups hidden already."""
    waves = [row.id for row in waves_of(programs=program_ids, as_of=as_of)]
    found: defaultdict[int, list[facts.PulseWave]] = defaultdict(list)
    if not waves:
        return found
    groups: defaultdict[int, list[PulseGroup]] = defaultdict(list)
    for group in PulseGroup.objects.filter(wave__in=waves).select_related("function").order_by("id"):
        groups[group.wave_id].append(group)
    answers: defaultdict[int, list[PulseAnswer]] = defaultdict(list)
    for answer in PulseAnswer.objects.filter(wave__in=waves):
        answers[answer.wave_id].append(answer)
    for row in PulseWave.objects.filter(pk__in=waves).order_by("closed_on", "id"):
        results = results_of(row, groups=groups[row.pk], answers=answers[row.pk])
        found[row.program_id].append(wave_facts(results))
    return found


@BatchQuery
def waves_of() -> QuerySet[Any, Any]:
    """Keys of the waves that were closed by the day."""
    closed = PulseWave.objects.filter(program__any_of=OF_PROGRAMS, closed_on__lte=given("as_of")).order_by("id")
    return closed.values_list("id")


def wave_facts(results: PulseResults) -> facts.PulseWave:
    """A closed wave as its results may be shown."""
    assert results.wave.closed_on is not None, "only closed waves have results"
    return facts.PulseWave(
        wave=str(results.wave.uid),
        opens_on=results.wave.opens_on,
        closed_on=results.wave.closed_on,
        statements=tuple(item.text for item in ITEMS),
        everybody=cell_facts(results.everybody),
        cells=tuple(cell_facts(cell) for cell in results.cells),
    )


def cell_facts(cell: PulseCell) -> facts.PulseCell:
    return facts.PulseCell(
        functions=tuple(str(function.uid) for function in cell.functions),
        invited=cell.invited,
        answered=cell.answered,
        scores=cell.scores,
    )
