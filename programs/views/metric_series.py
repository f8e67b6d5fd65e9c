"""A metric's latest readings as a plain table: a row for each period, a column for each series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.db.models import F, QuerySet, Window
from django.db.models.functions import DenseRank
from django.utils.formats import date_format

from programs.models import Reading, SharedMetric

SHOWN_PERIODS = 8
ColumnKey: TypeAlias = tuple[str, str, str, int]
"""Flow, pilot, arm, and the number of the definition with a minus, so that the newest comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTable:
    """``rows`` are newest first; a cell is blank where a series has no reading. ``left_out`` older periods are not."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    left_out: int = 0


def latest(readings: QuerySet[Reading], *, periods: int = SHOWN_PERIODS) -> list[Reading]:
    """Readings of the last periods of each metric and flow, newest first; one query."""
    rank = Window(DenseRank(), partition_by=[F("metric"), F("flow")], order_by=F("period_starts_on").desc())
    ranked = readings.annotate(rank=rank).filter(rank__lte=periods)
    return list(ranked.select_related("metric", "flow", "pilot", "definition").order_by("-period_starts_on", "id"))


def series_table(
    readings: Iterable[Reading], *, frequency: str, latest_definition: int | None, of_one_flow: bool = False
) -> SeriesTable:
    """The last periods in columns: the organization first, then flows, pilots and arms; older definitions are said.

    of_one_flow  all readings are of what the page names already: columns say only the arm
    """
    cells: dict[date, dict[ColumnKey, str]] = {}
    for reading in readings:
        key = (str(reading.flow or ""), str(reading.pilot or ""), reading.arm, -reading.definition.number)
        cells.setdefault(reading.period_starts_on, {})[key] = reading.shown + (
            "" if reading.is_final else " (not final)"
        )
    shown = sorted(cells, reverse=True)[:SHOWN_PERIODS]
    keys = sorted({key for starts_on in shown for key in cells[starts_on]})
    return SeriesTable(
        columns=[column_name(key, latest_definition=latest_definition, of_one_flow=of_one_flow) for key in keys],
        rows=[
            (period_name(starts_on, frequency), [cells[starts_on].get(key, "") for key in keys]) for starts_on in shown
        ],
        left_out=len(cells) - len(shown),
    )


def column_name(key: ColumnKey, *, latest_definition: int | None, of_one_flow: bool) -> str:
    flow, pilot, label, definition = key[0], key[1], key[2], -key[3]
    arm = f"{pilot} / {label}" if pilot else label
    parts = [arm or "Reading"] if of_one_flow else [flow or "Organization", *([arm] if arm else [])]
    if definition != latest_definition:
        parts.append(f"definition {definition}")
    return ", ".join(parts)


def number(value: Decimal) -> str:
    """The value with at most two decimals, four below one, without trailing zeros."""
    places = Decimal("0.01") if abs(value) >= 1 else Decimal("0.0001")
    return f"{value.quantize(places).normalize():,f}"


def period_name(starts_on: date, frequency: str) -> str:
    """May 2026, or week of 4 May 2026."""
    if frequency == SharedMetric.Frequency.MONTH:
        return date_format(starts_on, "M Y")
    return f"Week of {date_format(starts_on, 'j M Y')}"


def span_name(first: date, last: date, frequency: str) -> str:
    """Jan 2025 to Dec 2025, or weeks of 6 Jan 2025 to 30 Jun 2025."""
    if frequency == SharedMetric.Frequency.MONTH:
        return f"{date_format(first, 'M Y')} to {date_format(last, 'M Y')}"
    return f"weeks of {date_format(first, 'j M Y')} to {date_format(last, 'j M Y')}"
