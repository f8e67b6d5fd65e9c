"""``manage.py load_deliveries FILE --metric NAME --by EMAIL``: delivery lines as monthly lateness of each arm."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from programs.importing.lateness import as_readings, count_lateness, find_delivery_mapping, lateness_lines
from programs.importing.reader import TableReader
from programs.management.load_command import LoadCommand, find_metric, find_person


class Command(LoadCommand):
    help = (
        "Count delivery lines by the month they were due and by arm, and load the share that came late, in %, as "
        "readings of a monthly metric. Rows without dates are counted and named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--mapping", default="scms_2006_2012", help="Name of a shipped mapping or path of a TOML file."
        )

    def load(self, options: dict[str, Any]) -> None:
        mapping = find_delivery_mapping(options["mapping"])
        with options["file"].open("rb") as source:
            lateness = count_lateness(TableReader(source, mapping.layout), mapping)
        for line in lateness_lines(lateness):
            self.stdout.write(line)
        parsed = as_readings(lateness, find_metric(options["metric"]), by=find_person(options["by"]))
        self.write(parsed, options)
