"""``manage.py import_portfolio FILE --mapping NAME_OR_PATH``: a portfolio table into the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from programs.errors import NotAllowed, Refused
from programs.importing import messages
from programs.importing.apply import apply
from programs.importing.errors import FileRefused, MappingError
from programs.importing.mapping_file import find_mapping
from programs.importing.parse import parse_portfolio
from programs.importing.portfolio_file import ParsedFile
from programs.importing.reader import MAX_BYTES, TableReader
from programs.models import User


class Command(BaseCommand):
    help = "Import a portfolio table: all rows or, if any is refused, none. See docs/importing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The table, a CSV file.")
        parser.add_argument("--mapping", required=True, help="Name of a shipped mapping or path of a TOML file.")
        parser.add_argument("--reported-on", type=date.fromisoformat, help="The day the rows speak of, YYYY-MM-DD.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen and write nothing.")
        parser.add_argument("--keep-good", action="store_true", help="Import the good rows although some are refused.")
        parser.add_argument("--as-user", metavar="EMAIL", help="Who imports; else the only administrator.")
        parser.add_argument("--errors-to", type=Path, metavar="FILE", help="Write the refused rows to this CSV file.")
        parser.add_argument("--max-megabytes", type=int, default=MAX_BYTES // 2**20, help="Largest file accepted.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.import_file(options)
        except (MappingError, FileRefused, NotAllowed, Refused) as problem:
            raise CommandError(f"Nothing was imported. {problem}") from None
        except IntegrityError as problem:
            reason = str(problem).partition("\n")[0]
            raise CommandError(f"Nothing was imported. The record refused a row: {reason}.") from None
        except OSError as problem:
            raise CommandError(f"Nothing was imported. {problem.filename}: {problem.strerror}.") from None

    def import_file(self, options: dict[str, Any]) -> None:
        """Read, tell what is wrong, and write unless that forbids it."""
        mapping = find_mapping(options["mapping"])
        by = _importing_user(options["as_user"])
        with options["file"].open("rb") as source:
            table = TableReader(source, mapping.layout, max_bytes=options["max_megabytes"] * 2**20)
            parsed = parse_portfolio(table, mapping, reported_on=options["reported_on"])
        self.tell(parsed, options["errors_to"])
        if parsed.errors and not options["keep_good"]:
            raise CommandError(
                f"Nothing was imported: {parsed.counts.refused} rows were refused. "
                "Mend them, or import the good ones with --keep-good."
            )
        outcome = apply(parsed, mapping, by=by, on=timezone.localdate(), dry_run=options["dry_run"])
        for line in messages.outcome_lines(outcome, dry_run=options["dry_run"]):
            self.stdout.write(line)

    def tell(self, parsed: ParsedFile, errors_to: Path | None) -> None:
        """Counts, notes, and every error."""
        self.stdout.write(messages.row_counts(parsed.counts))
        for line in messages.note_lines(parsed.notes):
            self.stdout.write(line)
        for line in messages.move_lines(parsed.portfolio.programs):
            self.stdout.write(line)
        if parsed.errors:
            for line in messages.error_table(parsed.errors):
                self.stderr.write(line)
        if errors_to:
            messages.write_errors(errors_to, parsed.errors)


def _importing_user(email: str | None) -> User:
    """The person whose name the history will bear; CommandError when that is not one active person."""
    active = User.objects.filter(is_active=True)
    if email:
        user = active.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no active person with the mail address {email}.")
        return user
    administrators = list(active.filter(is_superuser=True)[:2])
    if len(administrators) != 1:
        raise CommandError("Say who imports with --as-user EMAIL: there is not exactly one administrator.")
    return administrators[0]
