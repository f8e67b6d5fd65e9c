"""Past days filled in from the record as it is known now: one read of a program, then every day from it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models.functions import Now
from django.utils import timezone

from programs.models import Policy
from programs.policy_numbers import policy_numbers
from tracker.facts import thresholds
from tracker.kept_forecasts import chances_before
from tracker.models import Run
from tracker.progress.facts import ProgramFacts
from tracker.progress.likelihood import least_chance, outlooks_ahead
from tracker.progress.record import Basis, Record
from tracker.reads import Day, no_collection
from tracker.runs import count
from tracker.snapshot_store import store, to_json
from tracker.snapshots import BatchResult, gather, row_of

logger = logging.getLogger(__name__)

STORED_AT_ONCE = 60
ONE_DAY = timedelta(days=1)


def compute_days(
    program_ids: Sequence[int], *, first: date, last: date, advance: Callable[[int], None] = lambda _: None
) -> Run:
    """A run by hand over every day from ``first`` to ``last``; ``advance`` hears how many programs were just done.

    A program that breaks is kept with its error, and the days that were stored before stay.
    Cost: one read for each program, and one statement for sixty days.
    """
    run = Run.objects.create(kind=Run.Kind.MANUAL, as_of=last, programs_total=len(program_ids))
    known_on = timezone.localdate()
    for program_id in program_ids:
        failed: dict[int, str] = {}
        try:
            with no_collection():
                fill(program_id, Day(as_of=last, known_on=known_on, run=run), first=first)
        except Exception as error:
            logger.exception("The history of program %s could not be computed", program_id)
            failed[program_id] = f"{type(error).__name__}: {error}"
        done = () if failed else (program_id,)
        count(run, BatchResult(done=done, failed=failed), only={program_id})
        advance(1)
    Run.objects.filter(pk=run.pk).update(finished_at=Now())
    run.refresh_from_db()
    return run


def fill(program_id: int, to: Day, *, first: date) -> None:
    """Every day of one program from ``first`` to the day of ``to`` computed and stored.

    raises  ValueError when the program cannot be read
    """
    read_at, gathered, failed = gather([program_id], as_of=to.as_of)
    if program_id not in gathered:
        raise ValueError(failed.get(program_id, "only an active program has progress"))
    rows = []
    weeks = int(policy_numbers()["improve_after_periods"].highest)
    chances = chances_before([program_id], first, weeks=weeks).get(program_id, {})
    for start, facts in under_each_policy(program_id, gathered[program_id], first=first, last=to.as_of):
        record, digest = Record.of(facts, chances), hashlib.sha256(to_json(facts)).hexdigest()
        for day in days(*start):
            rows.append(row_of(program_id, record, digest, day=replace(to, as_of=day), read_at=read_at))
            chance = least_chance(outlooks_ahead(rows[-1].progress.horizons, Basis.ORIGINAL))
            if chance is not None:
                chances[day] = chance
            if len(rows) == STORED_AT_ONCE:
                store(rows)
                rows = []
    store(rows)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def under_each_policy(
    program_id: int, facts: ProgramFacts, *, first: date, last: date
) -> Iterator[tuple[tuple[date, date], ProgramFacts]]:
    """First and last day of each span in which the same policy held, with the facts under it; in order of time."""
    decided = Policy.objects.filter(effective_from__gt=first, effective_from__lte=last)
    changes = decided.filter(program__isnull=True) | decided.filter(program=program_id)
    begins = [first, *sorted(set(changes.values_list("effective_from", flat=True)))]
    ends = [*[begin - ONE_DAY for begin in begins[1:]], last]
    for begin, end in zip(begins, ends, strict=True):
        policy = Policy.objects.numbers_on(begin, [program_id])[program_id]
        yield (begin, end), replace(facts, thresholds=thresholds(policy))
