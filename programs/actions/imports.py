"""A portfolio table into the record: many programs in one transaction, a fixed number of queries per batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db.models import Max

from programs.actions.base import action, refresh, require
from programs.actions.import_batch import ImportBatch
from programs.actions.imported import ImportedPortfolio, ImportedProgram, ImportOutcome
from programs.actions.kept_elsewhere import writing_for
from programs.errors import NotAllowed, Refused
from programs.models import (
    CostLine,
    Membership,
    MilestoneForecast,
    Portfolio,
    PortfolioEntry,
    Program,
    StatusReport,
    User,
)

PROGRAMS_PER_BATCH = 500


@action
def publish(imported: ImportedPortfolio, *, by: User, on: date) -> ImportOutcome:
    """The table's programs and statements in the record, and who joined and left; a second time nothing is written.

    New programs are active, outside of the sequence, and led by ``by`` from ``on``. Their first forecast
    becomes baseline 1. Nothing is ever deleted: what a later table no longer states stays as it was stated.

    raises  NotAllowed when ``by`` may not create or plan one of the programs
            Refused when the table is older than the last one, a code belongs to another program, or another system
            keeps a field that the table would change
    """
    outcome = ImportOutcome()
    _require_rights(imported, by=by, on=on)
    portfolio = _portfolio(imported, by, outcome)
    last_as_of = _refuse_older(imported)
    for programs in _batches(imported.programs):
        _refuse_taken_codes(imported.source_system, programs)
        with writing_for(imported.source_system):
            ImportBatch(imported.source_system, programs, by=by, on=on, outcome=outcome).write()
    _join_and_leave(portfolio, imported, is_later=last_as_of is None or imported.as_of > last_as_of, outcome=outcome)
    if outcome.changed:
        refresh(sorted(outcome.changed))
    return outcome


def _refuse_older(imported: ImportedPortfolio) -> date | None:
    """The day of the latest statement from this source, None before the first; Refused when the table is older."""
    source = {"source_system": imported.source_system}
    latest = (
        MilestoneForecast.objects.filter(**source).aggregate(day=Max("stated_on"))["day"],
        CostLine.objects.filter(**source).aggregate(day=Max("stated_on"))["day"],
        StatusReport.objects.filter(**source).aggregate(day=Max("reported_on"))["day"],
    )
    last: date | None = max((day for day in latest if day), default=None)
    if last and imported.as_of < last:
        raise Refused(
            "older_table",
            f"This table is as of {imported.as_of}, but {last} was imported already: import tables in order of date.",
        )
    return last


def _portfolio(imported: ImportedPortfolio, by: User, outcome: ImportOutcome) -> Portfolio:
    """The portfolio, locked against another import.

    A steward imports into any, and creates what is not there; everybody else where a program of theirs is today.
    """
    there = Portfolio.objects.filter(code=imported.code)
    led = Membership.objects.held_by(by).filter(role=Membership.Role.PMO_LEAD)
    if not there.filter(
        entries__in=PortfolioEntry.objects.current().filter(program__in=led.values("program"))
    ).exists():
        require(by, "keep_installation")
        _, outcome.is_first = Portfolio.objects.get_or_create(code=imported.code, defaults={"name": imported.name})
    return Portfolio.objects.select_for_update().get(code=imported.code)


def _require_rights(imported: ImportedPortfolio, *, by: User, on: date) -> None:
    """Returns when ``by`` may create programs and leads all those of the source that are there already."""
    require(by, "create_program")
    if by.is_superuser:
        return
    led = Membership.objects.of(by).filter(role=Membership.Role.PMO_LEAD).valid_on(on)
    others = Program.objects.filter(source_system=imported.source_system).exclude(id__in=led.values("program_id"))
    if count := others.count():
        raise NotAllowed(f"You do not lead {count} of the programs that were imported from {imported.source_system}.")


def _refuse_taken_codes(source_system: str, programs: Sequence[ImportedProgram]) -> None:
    """Refused when a code is that of a program which did not come from this row of this source."""
    identities = {program.code: program.external_id for program in programs}
    taken = Program.objects.filter(code__in=identities).order_by("code")
    for code, source, external_id in taken.values_list("code", "source_system", "external_id"):
        if (source, external_id) != (source_system, identities[code]):
            raise Refused(
                "code_taken", f"Another program has the code {code}: give the mapping a program.code_prefix of its own."
            )


def _join_and_leave(
    portfolio: Portfolio, imported: ImportedPortfolio, *, is_later: bool, outcome: ImportOutcome
) -> None:
    """Entries opened for programs that are new in the table, ended for those that a later table no longer has."""
    entries = portfolio.entries.current().select_related("program").order_by("program__name", "id")
    current = {entry.program_id: entry for entry in entries}
    first_stated = {program.external_id: program.first_stated_on for program in imported.programs}
    present = imported.also_present | set(first_stated)
    of_source = Program.objects.filter(source_system=imported.source_system).order_by("name", "id")
    arrived = [program for program in of_source if program.external_id in first_stated and program.pk not in current]
    was_here = set(portfolio.entries.filter(program__in=arrived).values_list("program_id", flat=True))
    PortfolioEntry.objects.bulk_create(
        PortfolioEntry(
            portfolio=portfolio,
            program=program,
            joined_on=imported.as_of if program.pk in was_here else first_stated[program.external_id],
        )
        for program in arrived
    )
    gone = [entry for entry in entries if _came_from(entry, imported.source_system, present)]
    outcome.joined = [program.name for program in arrived]
    if not (is_later and imported.is_complete):
        outcome.absent = [entry.program.name for entry in gone]
        return
    for entry in gone:
        entry.left_on = max(imported.as_of, entry.joined_on)
    PortfolioEntry.objects.bulk_update(gone, ["left_on"])
    outcome.left = [entry.program.name for entry in gone]


def _came_from(entry: PortfolioEntry, source_system: str, present: Iterable[str]) -> bool:
    """True for the entry of a program of this source that the table does not have."""
    return entry.program.source_system == source_system and entry.program.external_id not in present


def _batches(programs: Iterable[ImportedProgram]) -> Iterator[list[ImportedProgram]]:
    rest = iter(programs)
    while batch := list(islice(rest, PROGRAMS_PER_BATCH)):
        yield batch
