"""Rows of readings -> facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from programs.models import ProgramMetric
from tracker.analysis.facts import readings as facts
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery

OF_METRIC = "metric__readings__"
COLUMNS = (
    "metric__uid",
    f"{OF_METRIC}flow__uid",
    f"{OF_METRIC}pilot__uid",
    f"{OF_METRIC}arm",
    f"{OF_METRIC}period_starts_on",
    f"{OF_METRIC}definition__number",
    f"{OF_METRIC}value",
    f"{OF_METRIC}is_final",
)


def read_readings(program_ids: Sequence[int]) -> Mapping[int, Sequence[facts.Reading]]:
    """Readings of every metric that each program is judged by, as a whole and in its own flows and pilots; one query.

    returns  program key -> readings by metric, flow (the whole first), pilot (none first), arm, definition, period
    """
    # Thousands of readings are of a few metrics, flows and runs: each uid is written out once.
    texts: dict[UUID | None, str | None] = {None: None}
    found: defaultdict[int, list[facts.Reading]] = defaultdict(list)
    for program, *uids, arm, period, definition, value, is_final in readings_of(programs=program_ids):
        for uid in uids:
            if uid not in texts:
                texts[uid] = str(uid)
        metric, flow, pilot = (texts[uid] for uid in uids)
        found[program].append(
            facts.Reading(
                metric_uid=str(metric),
                flow_uid=flow,
                pilot_uid=pilot,
                arm=arm,
                period_starts_on=period,
                definition_number=definition,
                value=value,
                is_final=is_final,
            )
        )
    return found


@BatchQuery
def readings_of() -> QuerySet[Any, Any]:
    """The readings in a total order."""
    of_whole_or_own = Q(**{f"{OF_METRIC}flow__isnull": True}) | Q(**{f"{OF_METRIC}flow__program": F("program")})
    of_none_or_own = Q(**{f"{OF_METRIC}pilot__isnull": True}) | Q(**{f"{OF_METRIC}pilot__program": F("program")})
    judged = ProgramMetric.objects.filter(program__any_of=OF_PROGRAMS)
    return (
        judged.filter(of_whole_or_own, of_none_or_own, **{f"{OF_METRIC}isnull": False})
        .order_by(
            "program_id",
            "metric__uid",
            F(f"{OF_METRIC}flow__uid").asc(nulls_first=True),
            F(f"{OF_METRIC}pilot__uid").asc(nulls_first=True),
            *(f"{OF_METRIC}{column}" for column in ("arm", "definition__number", "period_starts_on")),
        )
        .values_list("program_id", *COLUMNS)
        .distinct()
    )
