"""Days on which a program was not at work: within a pause, or after it was closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from programs.models import Program, ProgramPause

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A time in which a program was not at work.

    last    the last such day; None while it goes on
    is_end  after the program was closed, else a pause
    """

    first: date
    last: date | None
    is_end: bool = False

    def covers(self, first: date, last: date) -> bool:
        """Whether every day from ``first`` through ``last`` lies in it."""
        return self.first <= first and (self.last is None or last <= self.last)


class Rests:
    """The times of rest of some programs; one query for all of them."""

    def __init__(self, programs: Iterable[Program]) -> None:
        self._of: defaultdict[int, list[Rest]] = defaultdict(list)
        kept = {program.pk: program for program in programs}
        for pause in ProgramPause.objects.filter(program__in=kept).order_by("paused_on", "id"):
            last = None if pause.resumed_on is None else pause.resumed_on - DAY
            self._of[pause.program_id].append(Rest(first=pause.paused_on, last=last))
        for program in kept.values():
            if program.closed_on is not None:
                self._of[program.pk].append(Rest(first=program.closed_on + DAY, last=None, is_end=True))

    def begun_by(self, program_id: int, on: date) -> list[Rest]:
        """The rests that had begun by the day, in their order."""
        return [rest for rest in self._of[program_id] if rest.first <= on]

    def covering(self, program_id: int, first: date, last: date) -> Rest | None:
        """The rest that holds every day from ``first`` through ``last``; None when the program was at work on one."""
        return next((rest for rest in self._of[program_id] if rest.covers(first, last)), None)
