"""What commands that load readings of a metric share: for which metric, by whom, and whether anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programs.actions.given_readings import RowsRefused
from programs.counts import counted
from programs.errors import NotAllowed, Refused
from programs.importing.errors import FileRefused, MappingError, RowError
from programs.importing.reading_plan import Plan, change_lines, counts_line, plan_readings, refused_cells, write_plan
from programs.importing.readings import ParsedReadings
from programs.models import SharedMetric, User


class LoadCommand(BaseCommand):
    """A command that loads readings, all or none. A subclass reads its file in ``load``."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The table, a CSV file.")
        parser.add_argument("--metric", required=True, metavar="NAME", help="The shared metric that is read.")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="Whose name the history will bear.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--correct", action="store_true", help="Replace final readings that differ.")
        parser.add_argument("--source", default="", help="Where the values come from; else the name of the file.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.load(options)
        except (MappingError, FileRefused, NotAllowed, Refused) as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from None
        except OSError as problem:
            raise CommandError(f"Nothing was loaded. {problem.filename}: {problem.strerror}.") from None

    def load(self, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def write(self, parsed: ParsedReadings, options: dict[str, Any], *, is_provisional: bool = False) -> None:
        """The readings told, and written unless some are refused or it is a dry run."""
        metric = find_metric(options["metric"])
        plan = plan_readings(
            parsed, metric, today=timezone.localdate(), is_provisional=is_provisional, corrects=options["correct"]
        )
        self.stdout.write(counts_line(plan))
        for line in change_lines(plan.readings):
            self.stdout.write(line)
        if plan.errors:
            self.refuse(plan.errors)
        if options["dry_run"]:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        self.written(plan, options)

    def written(self, plan: Plan, options: dict[str, Any]) -> None:
        source = options["source"] or options["file"].name[:150]
        try:
            loaded = write_plan(plan, by=find_person(options["by"]), source=source)
        except RowsRefused as refusal:
            self.refuse(tuple(refused_cells(plan, refusal)))
        self.stdout.write(f"Written: {len(loaded.created):,} new, {len(loaded.updated):,} changed readings.")

    def refuse(self, errors: tuple[RowError, ...]) -> None:
        """CommandError after a line for each cell that is wrong."""
        for error in errors:
            where = f"Row {error.row}" + (f", column {error.column!r}" if error.column else "")
            self.stderr.write(f"{where}: {error.value!r}: {error.reason}")
        raise CommandError(
            f"Nothing was loaded: {counted(len(errors), 'cell or row was', 'cells or rows were')} refused."
        )


def find_metric(name: str) -> SharedMetric:
    """The shared metric of that name; CommandError with the names there are."""
    metric = SharedMetric.objects.filter(name__iexact=name).first()
    if metric is None:
        names = ", ".join(SharedMetric.objects.values_list("name", flat=True)) or "none"
        raise CommandError(f"There is no shared metric named {name!r}. Known: {names}.")
    return metric


def find_person(email: str) -> User:
    """The active person with the mail address; CommandError when there is none."""
    user = User.objects.filter(is_active=True, email__iexact=email).first()
    if user is None:
        raise CommandError(f"There is no active person with the mail address {email}.")
    return user
