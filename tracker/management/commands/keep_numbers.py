from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tracker.numbers_of_before import keep_numbers_of_before


class Command(BaseCommand):
    """Fills ``program-daily/`` for the days of before an upgrade, in this process."""

    help = "Keep the numbers of every stored day that has none, for program-daily in the API. May be run again."

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"{sum(keep_numbers_of_before())} days read.")
