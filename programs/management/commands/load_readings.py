"""``manage.py load_readings FILE --metric NAME --by EMAIL``: readings of a metric, long or wide, into the record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from programs.importing.reading_plan import text_of
from programs.importing.reading_table import open_table
from programs.importing.readings import Answers, parse_readings, series_for
from programs.management.load_command import LoadCommand, find_metric, find_person


class Command(LoadCommand):
    help = (
        "Load readings of a shared metric from a CSV file: all or, if any is refused, none. Long: columns period, "
        "value and perhaps flow and arm. Wide: a column period, and one for each flow or arm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--numbers", choices=["point", "comma"], default="", help="The decimal mark.")
        parser.add_argument("--days", choices=["day_first", "month_first"], default="", help="Order in 05/01/2026.")
        parser.add_argument("--across", choices=["flows", "arms"], default="", help="What stands across a wide table.")
        parser.add_argument("--encoding", choices=["latin-1", "cp1252"], default="", help="When it is not UTF-8.")
        parser.add_argument("--not-final", action="store_true", help="None of the values is final yet.")

    def load(self, options: dict[str, Any]) -> None:
        metric, by = find_metric(options["metric"]), find_person(options["by"])
        table = open_table(text_of(options["file"].read_bytes(), encoding=options["encoding"]))
        answers = Answers(numbers=options["numbers"], days=options["days"], across=options["across"])
        parsed = parse_readings(table, series_for(metric, by), answers=answers)
        if "across" in parsed.asked:
            raise CommandError("Nothing was loaded. Say what the headings are with --across flows or --across arms.")
        self.write(parsed, options, is_provisional=options["not_final"])
