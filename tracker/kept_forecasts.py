"""Forecasts on their way into the table that outlives snapshots, and what became of them; a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

import msgspec
from django.db import connection

from tracker.models import KeptForecast
from tracker.progress.forecast.keeping import forecasts_said, standings
from tracker.progress.likelihood import deciding_chance
from tracker.progress.results import ProgramProgress

KEEP = """
    INSERT INTO tracker_keptforecast (
        program_id, horizon, forecast_on, known_on, method_version,
        chance, pace_chance, path_chance, finish_10, finish_50, finish_80, finish_90, driven_by
    )
    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS r (
        program_id bigint, horizon text, forecast_on date, known_on date, method_version text,
        chance float, pace_chance float, path_chance float,
        finish_10 date, finish_50 date, finish_80 date, finish_90 date, driven_by text
    )
    ON CONFLICT (program_id, horizon, forecast_on) DO UPDATE SET
        known_on = EXCLUDED.known_on, method_version = EXCLUDED.method_version, chance = EXCLUDED.chance,
        pace_chance = EXCLUDED.pace_chance, path_chance = EXCLUDED.path_chance, finish_10 = EXCLUDED.finish_10,
        finish_50 = EXCLUDED.finish_50, finish_80 = EXCLUDED.finish_80, finish_90 = EXCLUDED.finish_90,
        driven_by = EXCLUDED.driven_by
"""
# What is known later goes before what was known earlier. A horizon that was met keeps the day on which it was reached,
# though an acceptance may have lapsed since.
SETTLE = """
    INSERT INTO tracker_horizonoutcome AS o (program_id, horizon, due_on, known_on, met, reached_on, scored_on)
    SELECT program_id, horizon, due_on, known_on, met, reached_on, CASE WHEN met IS NOT NULL THEN scored_on END
    FROM jsonb_to_recordset(%s::jsonb) AS r (
        program_id bigint, horizon text, due_on date, known_on date, met boolean, reached_on date, scored_on date
    )
    ON CONFLICT (program_id, horizon) DO UPDATE SET
        due_on = EXCLUDED.due_on, known_on = EXCLUDED.known_on, met = EXCLUDED.met,
        reached_on = CASE
            WHEN o.met AND EXCLUDED.met THEN LEAST(o.reached_on, EXCLUDED.reached_on) ELSE EXCLUDED.reached_on END,
        scored_on = CASE WHEN o.met = EXCLUDED.met THEN o.scored_on ELSE EXCLUDED.scored_on END
    WHERE o.known_on <= EXCLUDED.known_on
"""


class Reckoned(Protocol):
    """A snapshot before it is stored."""

    @property
    def program_id(self) -> int: ...
    @property
    def as_of(self) -> date: ...
    @property
    def known_on(self) -> date: ...
    @property
    def method_version(self) -> str: ...
    @property
    def is_headline(self) -> bool: ...
    @property
    def progress(self) -> ProgramProgress: ...


def keep_forecasts(rows: Sequence[Reckoned]) -> None:
    """The forecasts of the snapshots that stand for their day kept, and each horizon's outcome brought up to date.

    Called inside of the transaction that stores the snapshots. Cost: one statement for each of two tables.
    """
    headlines = [row for row in rows if row.is_headline]
    said = [claim for row in headlines for claim in said_in(row)]
    newest = {row.program_id: row for row in sorted(headlines, key=lambda row: row.as_of)}
    settled = [outcome for row in newest.values() for outcome in settled_in(row)]
    with connection.cursor() as cursor:
        if said:
            cursor.execute(KEEP, [msgspec.json.encode(said).decode()])
        if settled:
            cursor.execute(SETTLE, [msgspec.json.encode(settled).decode()])


def chances_before(program_ids: Sequence[int], day: date, *, weeks: int) -> Mapping[int, dict[date, float]]:
    """The smallest chance that decided on each day of so many weeks before ``day``, by program; one query."""
    kept = KeptForecast.objects.filter(
        program__in=program_ids, forecast_on__gte=day - timedelta(weeks=weeks), forecast_on__lt=day
    )
    found: defaultdict[int, dict[date, float]] = defaultdict(dict)
    for row in kept.values_list("program_id", "forecast_on", "chance", "path_chance", "driven_by", named=True):
        chance = deciding_chance(row.driven_by, row.chance, row.path_chance)
        if chance is not None:
            days = found[row.program_id]
            days[row.forecast_on] = min(chance, days.get(row.forecast_on, chance))
    return found


def said_in(row: Reckoned) -> list[dict[str, Any]]:
    """The kept forecasts of one snapshot, by column."""
    key = {
        "program_id": row.program_id,
        "forecast_on": row.as_of,
        "known_on": row.known_on,
        "method_version": row.method_version,
    }
    return [key | msgspec.to_builtins(each) for each in forecasts_said(row.progress)]


def settled_in(row: Reckoned) -> list[dict[str, Any]]:
    """The outcomes of one snapshot, by column."""
    key = {"program_id": row.program_id, "known_on": row.as_of, "scored_on": row.known_on}
    return [key | msgspec.to_builtins(each) for each in standings(row.progress)]
