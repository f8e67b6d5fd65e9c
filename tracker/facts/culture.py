"""Rows of culture -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from programs.models import IntegratedSession, PmoIntervention, PulseAnswer, PulseGroup, PulseWave, SessionFunction
from programs.pulse_items import ITEMS
from programs.pulse_results import PulseCell, PulseResults, results_of
from tracker.analysis.facts import culture as facts


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
    rows = IntegratedSession.objects.filter(flow__program__in=program_ids, scheduled_on__lte=as_of)
    functions: defaultdict[int, list[facts.SessionFunction]] = defaultdict(list)
    of_sessions = SessionFunction.objects.filter(session__in=rows).select_related("session", "function")
    for each in of_sessions.order_by("session_id", "id"):
        held = each.session.held_on is not None and each.session.held_on <= as_of
        functions[each.session_id].append(
            facts.SessionFunction(
                function=str(each.function.uid),
                is_required=each.is_required,
                came=each.came if held else None,
                demand_plan=each.demand_plan if held else "",
            )
        )
    found: defaultdict[int, list[facts.Session]] = defaultdict(list)
    for row in rows.select_related("flow").order_by("scheduled_on", "flow__position", "id"):
        found[row.flow.program_id].append(
            facts.Session(
                flow=str(row.flow.uid),
                scheduled_on=row.scheduled_on,
                held_on=row.held_on if row.held_on is not None and row.held_on <= as_of else None,
                is_cancelled=bool(row.cancel_reason),
                functions=tuple(functions[row.pk]),
            )
        )
    return found


def read_interventions(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.Intervention]]:
    """Interventions up to the day, by program, in order of their day."""
    found: defaultdict[int, list[facts.Intervention]] = defaultdict(list)
    rows = PmoIntervention.objects.filter(flow__program__in=program_ids, happened_on__lte=as_of)
    for row in rows.select_related("flow", "function").order_by("happened_on", "id"):
        found[row.flow.program_id].append(
            facts.Intervention(
                flow=str(row.flow.uid),
                function=str(row.function.uid) if row.function else None,
                kind=row.kind,
                happened_on=row.happened_on,
            )
        )
    return found


def read_waves(program_ids: Sequence[int], *, as_of: date) -> dict[int, list[facts.PulseWave]]:
    """Waves that were closed by the day, by program, in order of that day, with small groups hidden already."""
    rows = PulseWave.objects.filter(program__in=program_ids, closed_on__lte=as_of).order_by("closed_on", "id")
    groups: defaultdict[int, list[PulseGroup]] = defaultdict(list)
    for group in PulseGroup.objects.filter(wave__in=rows.order_by()).select_related("function").order_by("id"):
        groups[group.wave_id].append(group)
    answers: defaultdict[int, list[PulseAnswer]] = defaultdict(list)
    for answer in PulseAnswer.objects.filter(wave__in=rows.order_by()):
        answers[answer.wave_id].append(answer)
    found: defaultdict[int, list[facts.PulseWave]] = defaultdict(list)
    for row in rows:
        results = results_of(row, groups=groups[row.pk], answers=answers[row.pk])
        found[row.program_id].append(wave_facts(results))
    return found


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
