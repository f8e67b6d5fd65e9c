"""Rows of readings -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import F, Q

from programs.models import ProgramMetric
from tracker.analysis.facts import readings as facts

OF_METRIC = "metric__readings__"
COLUMNS = {
    "metric_uid": "metric__uid",
    "flow_uid": f"{OF_METRIC}flow__uid",
    "pilot_uid": f"{OF_METRIC}pilot__uid",
    "arm": f"{OF_METRIC}arm",
    "period_starts_on": f"{OF_METRIC}period_starts_on",
    "definition_number": f"{OF_METRIC}definition__number",
    "value": f"{OF_METRIC}value",
    "is_final": f"{OF_METRIC}is_final",
}


def read_readings(program_ids: Sequence[int]) -> Mapping[int, Sequence[facts.Reading]]:
    """Readings of every metric that each program is judged by, as a whole and in its own flows and pilots; one query.

    returns  program key -> readings by metric, flow (the whole first), pilot (none first), arm, definition, period
    """
    judged = ProgramMetric.objects.filter(program__in=program_ids)
    of_whole_or_own = Q(**{f"{OF_METRIC}flow__isnull": True}) | Q(**{f"{OF_METRIC}flow__program": F("program")})
    of_none_or_own = Q(**{f"{OF_METRIC}pilot__isnull": True}) | Q(**{f"{OF_METRIC}pilot__program": F("program")})
    rows = (
        judged.filter(of_whole_or_own, of_none_or_own, **{f"{OF_METRIC}isnull": False})
        .order_by(
            "program_id",
            "metric__uid",
            F(f"{OF_METRIC}flow__uid").asc(nulls_first=True),
            F(f"{OF_METRIC}pilot__uid").asc(nulls_first=True),
            *(f"{OF_METRIC}{column}" for column in ("arm", "definition__number", "period_starts_on")),
        )
        .values_list("program_id", *COLUMNS.values())
        .distinct()
    )
    found: defaultdict[int, list[facts.Reading]] = defaultdict(list)
    for program, *values in rows:
        found[program].append(_reading(dict(zip(COLUMNS, values, strict=True))))
    return found


def _reading(values: dict[str, object]) -> facts.Reading:
    texts = {name: str(values[name]) if values[name] else None for name in ("metric_uid", "flow_uid", "pilot_uid")}
    return facts.Reading(**values | texts)  # type: ignore[arg-type]  # Each name is that of its column.
