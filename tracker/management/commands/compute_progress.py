from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from programs.models import Program
from tracker.models import Run
from tracker.runs import compute_now


class Command(BaseCommand):
    """Computes progress by hand, in this process, without broker or worker."""

    help = "Compute the progress of every active program, or of one, as of today or a past day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="a day up to today")
        parser.add_argument("--program", metavar="CODE", help="only the program with this code")

    def handle(self, **options: Any) -> None:
        as_of = options["as_of"] or timezone.localdate()
        if as_of > timezone.localdate():
            raise CommandError(f"{as_of} is in the future: progress is computed up to today.")
        programs = Program.objects.active()
        if options["program"]:
            programs = programs.filter(code=options["program"])
            if not programs.exists():
                raise CommandError(f"No active program has the code {options['program']}.")
        ids = list(programs.order_by("id").values_list("id", flat=True))
        run = self.compute(ids, as_of=as_of)
        for failure in run.failures.select_related("program"):
            self.stderr.write(f"{failure.program.code}: {failure.error}")
        self.stdout.write(
            f"As of {as_of}: {run.programs_done} of {run.programs_total} programs computed, "
            f"{run.programs_failed} failed."
        )
        if run.programs_failed:
            raise CommandError("Some programs could not be computed; the reasons stand above and on the runs page.")

    def compute(self, ids: list[int], *, as_of: date) -> Run:
        """The finished run, with a progress bar on standard error."""
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Computing progress", total=len(ids))
            return compute_now(ids, as_of=as_of, advance=lambda number: bar.advance(task, number))
