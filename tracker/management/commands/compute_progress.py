from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from programs.models import Program
from tracker.history import compute_days
from tracker.models import Run
from tracker.runs import compute_now

DAYS = (
    ("--as-of", "as_of", "a day up to today"),
    ("--from", "first", "fill in every day from this one, from the record as it is known now"),
    ("--to", "last", "the last day to fill in; today when it is left out"),
)


class Command(BaseCommand):
    """Computes progress by hand, in this process, without broker or worker."""

    help = "Compute the progress of every active program, or of one, as of today, a past day, or every day of a time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for option, name, words in DAYS:
            parser.add_argument(option, dest=name, type=date.fromisoformat, metavar="YYYY-MM-DD", help=words)
        parser.add_argument("--program", metavar="CODE", help="only the program with this code")

    def handle(self, **options: Any) -> None:
        first, last = self.span(options)
        programs = Program.objects.active()
        if options["program"]:
            programs = programs.filter(code=options["program"])
            if not programs.exists():
                raise CommandError(f"No active program has the code {options['program']}.")
        ids = list(programs.order_by("id").values_list("id", flat=True))
        run = self.compute(ids, first=first, last=last)
        for failure in run.failures.select_related("program"):
            self.stderr.write(f"{failure.program.code}: {failure.error}")
        when = f"{last}" if first == last else f"every day from {first} to {last}"
        done = f"{run.programs_done} of {run.programs_total} programs computed"
        self.stdout.write(f"As of {when}: {done}, {run.programs_failed} failed.")
        if run.programs_failed:
            raise CommandError("Some programs could not be computed; the reasons stand above and on the runs page.")

    def span(self, options: dict[str, Any]) -> tuple[date, date]:
        """First and last day to compute."""
        today = timezone.localdate()
        if options["as_of"] and (options["first"] or options["last"]):
            raise CommandError("Give either --as-of, or --from and --to.")
        if options["last"] and not options["first"]:
            raise CommandError("--to needs --from: the first day to fill in.")
        last = options["as_of"] or options["last"] or today
        first = options["first"] or last
        if last > today:
            raise CommandError(f"{last} is in the future: progress is computed up to today.")
        if first > last:
            raise CommandError(f"{first} is after {last}: the first day comes first.")
        return first, last

    def compute(self, ids: list[int], *, first: date, last: date) -> Run:
        """The finished run, with a progress bar on standard error."""
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("Computing progress", total=len(ids))

            def advance(number: int) -> None:
                bar.advance(task, number)

            if first == last:
                return compute_now(ids, as_of=last, advance=advance)
            return compute_days(ids, first=first, last=last, advance=advance)
