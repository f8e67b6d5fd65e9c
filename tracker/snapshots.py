"""Facts -> progress -> stored snapshots, a batch of programs at a time."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from programs.models import Program
from programs.models.base import new_uid
from tracker.analyses import analyze_batch
from tracker.analysis.facts.plan import PlanFacts
from tracker.analysis.plan import plan_facts
from tracker.facts import program_facts, read_tables
from tracker.kept_forecasts import chances_before
from tracker.progress import METHOD_VERSION
from tracker.progress.drivers import list_drivers
from tracker.progress.facts import ProgramFacts
from tracker.progress.reckon import reckon_record
from tracker.progress.record import UNTOLD, Record
from tracker.reads import Day, consistent_read, database_now, no_collection
from tracker.snapshot_store import SnapshotRow, store, store_one_by_one, to_json

logger = logging.getLogger(__name__)

BATCH_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """Programs that were computed, and the error text of those that were not, by program id."""

    done: tuple[int, ...]
    failed: dict[int, str]


@no_collection()
def compute_batch(program_ids: Sequence[int], day: Day, *, alive: Callable[[], None] = lambda: None) -> BatchResult:
    """Progress of these programs computed and stored; a program that breaks is reported and never stops the others.

    Reads and writes a constant number of statements for the batch. Safe to run twice and at once.

    alive  called after each program, so that whoever waits for the batch can see that it goes on
    """
    rows: list[SnapshotRow] = []
    plans: dict[int, PlanFacts] = {}
    read_at, gathered, failed = gather(program_ids, as_of=day.as_of)
    weeks = max((facts.thresholds.improve_after_periods for facts in gathered.values()), default=0)
    chances = chances_before(list(gathered), day.as_of, weeks=weeks)
    for program_id, facts in gathered.items():
        try:
            record = Record.of(facts, chances.get(program_id, UNTOLD))
            row = new_row(program_id, record, day=day, read_at=read_at)
            plans[program_id] = plan_facts(record, row.progress)
            rows.append(row)
        except Exception as error:
            logger.exception("Progress of program %s could not be computed", program_id)
            failed[program_id] = f"{type(error).__name__}: {error}"
        alive()
    try:
        store(rows)
    except Exception:
        logger.exception("A batch could not be stored at once; its programs are stored one by one")
        failed |= store_one_by_one(rows)
    whole = [pk for pk in program_ids if pk not in failed]
    failed |= analyze_batch(whole, day, plans=plans, read_at=read_at, alive=alive)
    done = tuple(each.program_id for each in rows if each.program_id not in failed)
    return BatchResult(done=done, failed=failed)


def gather(program_ids: Sequence[int], *, as_of: date) -> tuple[datetime, dict[int, ProgramFacts], dict[int, str]]:
    """When the record was read, the facts of each program, and the errors of those that cannot be read."""
    gathered: dict[int, ProgramFacts] = {}
    failed: dict[int, str] = {}
    # The stamp is taken before the read: a row with a later stamp has seen at least what this one sees.
    read_at = database_now()
    with consistent_read():
        tables = read_tables(program_ids, as_of=as_of)
        programs = list(Program.objects.active().filter(id__in=program_ids).order_by("id"))
    for program in programs:
        try:
            gathered[program.pk] = program_facts(program, tables)
        except Exception as error:
            logger.exception("Facts of program %s could not be read", program.pk)
            failed[program.pk] = f"{type(error).__name__}: {error}"
    return read_at, gathered, failed


def new_row(program_id: int, record: Record, *, day: Day, read_at: datetime) -> SnapshotRow:
    """The snapshot of one program, not yet stored."""
    digest = hashlib.sha256(to_json(record.facts)).hexdigest()
    return row_of(program_id, record, digest, day=day, read_at=read_at)


def row_of(program_id: int, record: Record, inputs_hash: str, *, day: Day, read_at: datetime) -> SnapshotRow:
    """The same for one of many days; ``inputs_hash`` is that of the record's facts."""
    progress = reckon_record(record, day.as_of)
    drivers = list_drivers(record, day.as_of)
    slip = progress.slip.finish.value
    return SnapshotRow(
        uid=new_uid(),
        program_id=program_id,
        as_of=day.as_of,
        known_on=day.known_on,
        method_version=METHOD_VERSION,
        policy_version=record.facts.thresholds.version,
        computed_at=read_at,
        run_id=day.run.pk if day.run else None,
        inputs_hash=inputs_hash,
        inputs_digest=hashlib.sha256(to_json(drivers)).hexdigest(),
        drivers=drivers,
        progress=progress,
        delivery=progress.delivery.status,
        reported=progress.reported.status,
        diverges=progress.delivery.diverges,
        slip_days=None if slip is None else round(slip),
    )
