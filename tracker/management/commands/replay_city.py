from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.published.city import RESULT, read_histories, replay_city, write_result


class Command(BaseCommand):
    """Writes the figures that stand beside our own calibration."""

    help = "Replay the forecasts of New York City's published capital projects; the calibration page shows the result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the city's table, a CSV file with a row for each dated snapshot")
        parser.add_argument("--to", type=Path, default=RESULT, help="where to write the result; the project by default")

    def handle(self, *, file: Path, to: Path, **_options: Any) -> None:
        try:
            histories = read_histories(file)
        except (OSError, KeyError, ValueError) as problem:
            raise CommandError(f"Nothing was written. {file} cannot be read as the city's table: {problem}") from None
        if not histories:
            raise CommandError(f"Nothing was written. {file} holds no dated forecast.")
        result = replay_city(histories)
        write_result(result, to)
        self.stdout.write(f"{result.statements} forecasts of {result.projects} projects replayed into {to.name}.")
