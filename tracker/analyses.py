"""Facts -> analyses -> stored rows, a batch of programs at a time, after their progress."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection
from django.db.models import OuterRef, Subquery

from programs.models import BusinessFunction, DecisionRight, ProcessFlow, Program, Resource, Team
from programs.models.base import new_uid
from tracker.analysis.coordination import ANALYSIS_VERSION, Coordination, analyze
from tracker.analysis.facts.colors import StateColors
from tracker.analysis.facts.coordination import CoordinationFacts
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.result.results import ResultAnalysis
from tracker.change_loads import with_change_load
from tracker.facts.coordination import coordination_facts
from tracker.kept_numbers import keep_numbers_of_analyses
from tracker.models import Analysis
from tracker.reads import Day, consistent_read, database_now, no_collection
from tracker.snapshot_store import to_json, yielding_transaction

logger = logging.getLogger(__name__)

KEEP_DAYS = 35
"""Older rows go, but for the first of each month."""

UPSERT = """
    INSERT INTO tracker_analysis AS a (
        uid, program_id, as_of, method_version, policy_version, computed_at, run_id, inputs_hash, result
    )
    SELECT uid, program_id, as_of, method_version, policy_version, computed_at, run_id, inputs_hash, result
    FROM jsonb_to_recordset(%s::jsonb) AS r (
        uid uuid, program_id bigint, as_of date, method_version text, policy_version int, computed_at timestamptz,
        run_id bigint, inputs_hash text, result jsonb
    )
    ON CONFLICT (program_id, as_of) DO UPDATE SET
        method_version = EXCLUDED.method_version, policy_version = EXCLUDED.policy_version,
        computed_at = EXCLUDED.computed_at, run_id = EXCLUDED.run_id, inputs_hash = EXCLUDED.inputs_hash,
        result = EXCLUDED.result, updated_at = statement_timestamp()
    WHERE a.computed_at <= EXCLUDED.computed_at
"""
THIN = """
    DELETE FROM tracker_analysis WHERE program_id = ANY(%s) AND as_of < %s::date - %s::int
    AND extract(day FROM as_of) > 1
"""


def analyze_batch(
    program_ids: Sequence[int],
    day: Day,
    *,
    plans: Mapping[int, PlanFacts],
    read_at: datetime | None = None,
    alive: Callable[[], None] = lambda: None,
) -> dict[int, str]:
    """Analyses of these programs worked out and stored; the errors of those that could not be, by program id.

    Only a day that is known on the day itself is analyzed: a past row never changes. Facts that are the same as those
    of the stored row are not worked out again.

    plans    what the reckoning said of the same day, by program id
    read_at  a moment before the record was read for them; None where nothing was read yet
    """
    if day.as_of != day.known_on:
        return {}
    rows: list[dict[str, Any]] = []
    failed: dict[int, str] = {}
    with no_collection():
        read_at = read_at or database_now()
        with consistent_read():
            programs = list(Program.objects.active().filter(id__in=program_ids).order_by("id"))
            gathered = dict(coordination_facts(programs, as_of=day.as_of, plans=plans))
            stored = stored_before([program.pk for program in programs], day.as_of)
        gathered = with_change_load(program_ids, gathered, as_of=day.as_of, read_at=read_at)
        for program_id, found in gathered.items():
            facts = replace(found, colors=stored[program_id].colors)
            digest = digest_of(facts)
            if stored[program_id].inputs_hash != digest:
                try:
                    rows.append(new_row(program_id, facts, day=day, read_at=read_at) | {"inputs_hash": digest})
                except Exception as error:
                    logger.exception("Program %s could not be analyzed", program_id)
                    failed[program_id] = f"Coordination: {type(error).__name__}: {error}"
            alive()
    store_analyses(rows, day.as_of)
    return failed


def digest_of(facts: CoordinationFacts) -> str:
    """What tells whether an analysis would come out the same."""
    return hashlib.sha256(ANALYSIS_VERSION.encode() + to_json(facts)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the rows of a program say before it is analyzed.

    inputs_hash  of the row of the day; None while there is none
    colors       handed on by the newest row of an earlier day; of none where that is of a version before they were kept
    """

    inputs_hash: str | None
    colors: StateColors


def stored_before(program_ids: Sequence[int], as_of: date) -> dict[int, Stored]:
    """What is stored of each program: one query, for the day and the newest day before it."""
    mine = Analysis.objects.filter(program=OuterRef("pk"))
    today = mine.filter(as_of=as_of).values("inputs_hash")
    before = mine.filter(as_of__lt=as_of).order_by("-as_of").values("result__state__colors")[:1]
    rows = Program.objects.filter(id__in=program_ids).values_list("id", Subquery(today), Subquery(before))
    return {
        program_id: Stored(inputs_hash=digest, colors=msgspec.convert(colors or {}, StateColors))
        for program_id, digest, colors in rows
    }


def new_row(program_id: int, facts: CoordinationFacts, *, day: Day, read_at: datetime) -> dict[str, Any]:
    """The row of one program by column, without the hash of its inputs."""
    return {
        "uid": new_uid(),
        "program_id": program_id,
        "as_of": day.as_of,
        "method_version": ANALYSIS_VERSION,
        "policy_version": facts.policy_version,
        "computed_at": read_at,
        "run_id": day.run.pk if day.run else None,
        "result": analyze(facts, day.as_of),
    }


def store_analyses(rows: Sequence[dict[str, Any]], as_of: date) -> None:
    """The rows saved under program and day; one that was read earlier never replaces one that was read later."""
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: row["program_id"])
    with yielding_transaction(), connection.cursor() as cursor:
        cursor.execute(UPSERT, [to_json(ordered).decode()])
        keep_numbers_of_analyses(ordered)
        cursor.execute(THIN, [[row["program_id"] for row in ordered], as_of, KEEP_DAYS])


def newest_analysis(program: Program) -> Analysis | None:
    """The row that pages show; None where it is of another version, and a new one will come.

    A program that is not computed any more keeps what was said last, of whichever version, as long as it can be read.
    """
    row = Analysis.objects.filter(program=program).order_by("-as_of").first()
    if row is None or not is_of_another_version(row):
        return row
    return row if program.state != Program.State.ACTIVE and can_be_read(row) else None


def is_of_another_version(row: Analysis) -> bool:
    """Whether it was worked out by other methods than those of today."""
    return row.method_version != ANALYSIS_VERSION


def can_be_read(row: Analysis) -> bool:
    """Whether the fields of the row are those that pages know; a later one has a value for rows without it."""
    try:
        coordination_of(row)
    except msgspec.ValidationError:
        logger.warning("Analysis %s of version %s cannot be read any more", row.pk, row.method_version)
        return False
    return True


def coordination_of(row: Analysis) -> Coordination:
    """What the row says, as the values that the rules returned."""
    return msgspec.convert(row.result, Coordination)


def result_in(stored: Mapping[str, Any] | None) -> ResultAnalysis | None:
    """The Result status of a row, from its JSON; None without one, or where it cannot be read any more."""
    try:
        return msgspec.convert(stored, ResultAnalysis) if stored else None
    except msgspec.ValidationError:
        return None


def names_of(program: Program) -> dict[str, str]:
    """Names by uid of all that results name: one query."""
    first, *others = (
        rows.order_by()
        for rows in (
            BusinessFunction.objects.values_list("uid", "name"),
            Resource.objects.values_list("uid", "name"),
            ProcessFlow.objects.filter(program=program).values_list("uid", "name"),
            Team.objects.filter(program=program).values_list("uid", "name"),
            DecisionRight.objects.filter(program=program).values_list("uid", "decision"),
        )
    )
    return {str(uid): name for uid, name in first.union(*others, all=True)}
