from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.demo.load import load, sign_ins
from programs.errors import Refused


class Command(BaseCommand):
    help = "Loads the demo into an empty record: two made-up companies and their programs, dated relative to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the record holds something")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the demo's today, not later")

    def handle(self, *, if_empty: bool, as_of: date | None, **_options: Any) -> None:
        today = timezone.localdate()
        if as_of is not None and as_of > today:
            raise CommandError(f"--as-of {as_of} lies ahead: give {today} or an earlier day.")
        try:
            load(as_of or today)
        except Refused as refused:
            if not if_empty:
                raise CommandError(refused.message) from None
            self.stdout.write(f"Nothing was loaded. {refused.message}")
        else:
            self.stdout.write(sign_ins())
