"""``manage.py import_event_log FILE --actor ATTRIBUTE``: hand-offs between functions, straight from an event log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from programs.counts import duration
from programs.errors import NotAllowed, Refused
from programs.importing.errors import FileRefused
from programs.importing.event_logs.options import FLOOR, MOST_UNPACKED_BYTES, LogOptions
from programs.importing.mapping import ENCODINGS
from programs.management.load_command import find_person
from programs.models import ProcessFlow, Program, User
from tracker.event_logs.actors import read_functions
from tracker.event_logs.analysis import LogAnalysis, summary
from tracker.event_logs.loading import flow_of, load, outcome_sentence, understand
from tracker.event_logs.words import headline, sentences


class Command(BaseCommand):
    requires_system_checks = ()  # They load every page of the product, which takes longer than a log.
    help = "Load the hand-offs that an event log shows (XES or CSV, packed with gzip or not). See docs/importing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The log: .xes, .xes.gz, .csv or .csv.gz.")
        parser.add_argument("--actor", required=True, metavar="ATTRIBUTE", help="Names who did a step: org:group.")
        parser.add_argument("--dry-run", action="store_true", help="Say what the log says and write nothing.")
        parser.add_argument("--json", action="store_true", help="Print what the log says as one JSON document.")
        parser.add_argument("--program", metavar="CODE", help="A flow of this program uses the interfaces from now on.")
        parser.add_argument("--flow", default="", metavar="NAME", help="Which flow, when the program has several.")
        parser.add_argument("--as-user", metavar="EMAIL", help="Who loads; else the only administrator.")
        parser.add_argument("--functions", type=Path, metavar="FILE", help="CSV lines actor,function.")
        parser.add_argument("--keep-names", action="store_true", help="Keep values that may be names of persons.")
        parser.add_argument("--keep-good", action="store_true", help="Load although some events cannot be read.")
        parser.add_argument("--max-megabytes", type=int, default=MOST_UNPACKED_BYTES // 2**20, help="When unpacked.")
        add_reading_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            self.import_log(options)
        except (FileRefused, NotAllowed, Refused) as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from None
        except IntegrityError as problem:
            reason = str(problem).partition("\n")[0]
            raise CommandError(f"Nothing was loaded. The record refused a row: {reason}.") from None
        except OSError as problem:
            raise CommandError(f"Nothing was loaded. {problem.filename}: {problem.strerror}.") from None

    def import_log(self, options: dict[str, Any]) -> None:
        """Read, tell what the log says, and write unless that is not wanted or not allowed."""
        functions = functions_in(options["functions"])
        with options["file"].open("rb") as source:
            log = understand(source, log_options(options), functions=functions)
        self.tell(log, as_json=options["json"])
        if options["dry_run"]:
            self.note("Nothing was written: this was a dry run.", options)
            return
        if log.unreadable and not options["keep_good"]:
            raise Refused("unreadable", "Some events cannot be read. Mend them, or load the others with --keep-good.")
        by = importing_user(options["as_user"])
        outcome = load(log, by=by, flow=flow_in(options, by), keep_names=options["keep_names"])
        self.note(outcome_sentence(outcome), options)

    def tell(self, log: LogAnalysis, *, as_json: bool) -> None:
        """What the log says: as JSON alone on the standard output, or in sentences; unreadable events beside it."""
        for error in log.errors:
            where = f"Line {error.line}" + (f", {error.column!r}" if error.column else "")
            self.stderr.write(f"{where}: {error.reason}")
        if as_json:
            self.stdout.write(orjson.dumps(summary(log), option=orjson.OPT_INDENT_2).decode())
            return
        self.stdout.write(headline(log))
        for line in sentences(log):
            self.stdout.write(line)
        for each in log.found.interfaces[:10]:
            median = each.waiting.median_days
            waited = "" if median is None else f", half of them within {duration(median)}"
            self.stdout.write(f"  {each.from_actor} to {each.to_actor}: {each.handoffs}{waited}")

    def note(self, text: str, options: dict[str, Any]) -> None:
        """The sentence on the standard output, or beside a JSON document on the other one."""
        (self.stderr if options["json"] else self.stdout).write(text)


def add_reading_arguments(parser: CommandParser) -> None:
    """What the log does not say about itself."""
    parser.add_argument("--case", default="", metavar="COLUMN", help="The column of the case, in CSV.")
    parser.add_argument("--timestamp", default="", metavar="ATTRIBUTE", help="When it happened: time:timestamp.")
    parser.add_argument("--activity", default="", metavar="ATTRIBUTE", help="What was done: concept:name.")
    parser.add_argument("--timestamp-format", default="", help="Such as %%d/%%m/%%Y %%H:%%M; else ISO 8601.")
    parser.add_argument("--time-zone", default=settings.TIME_ZONE, help="Of times that do not state theirs.")
    parser.add_argument("--since", type=date.fromisoformat, default=FLOOR, help="Events before this day are left out.")
    parser.add_argument("--delimiter", default="", choices=["", ",", ";", "|", "tab"], help="Of a CSV file.")
    parser.add_argument("--encoding", default="utf-8-sig", choices=ENCODINGS, help="Of a CSV file.")


def log_options(options: dict[str, Any]) -> LogOptions:
    """How the log is to be read; CommandError when there is no such time zone."""
    try:
        ZoneInfo(options["time_zone"])
    except (ZoneInfoNotFoundError, ValueError):
        raise CommandError(f"There is no time zone {options['time_zone']!r}: name one such as Europe/Berlin.") from None
    return LogOptions(
        actor=options["actor"],
        case=options["case"],
        timestamp=options["timestamp"],
        activity=options["activity"],
        timestamp_format=options["timestamp_format"],
        zone=options["time_zone"],
        first=options["since"],
        last=timezone.localdate(),
        delimiter="\t" if options["delimiter"] == "tab" else options["delimiter"],
        encoding=options["encoding"],
        max_bytes=options["max_megabytes"] * 2**20,
    )


def functions_in(path: Path | None) -> dict[str, str] | None:
    """The functions by actor that the file gives; None without one."""
    if path is None:
        return None
    try:
        return read_functions(path.read_text(encoding="utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise FileRefused(f"{path.name} is not UTF-8.") from None


def flow_in(options: dict[str, Any], by: User) -> ProcessFlow | None:
    """The flow that uses the interfaces from now on; None when no program is named."""
    if not options["program"]:
        return None
    program = Program.objects.visible_to(by).filter(code__iexact=options["program"]).first()
    if program is None:
        raise CommandError(f"There is no program with the code {options['program']} that {by} can see.")
    return flow_of(program, options["flow"])


def importing_user(email: str | None) -> User:
    """The person whose name the history will bear; CommandError when that is not one active person."""
    if email:
        return find_person(email)
    administrators = list(User.objects.filter(is_active=True, is_superuser=True)[:2])
    if len(administrators) != 1:
        raise CommandError("Say who loads with --as-user EMAIL: there is not exactly one administrator.")
    return administrators[0]
