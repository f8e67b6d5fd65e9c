"""From the day of a program to a date: day 0 is its start, and today is the day that its story says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """The calendar of one program: ``today`` is its day number on ``as_of``, negative before the start."""

    as_of: date
    today: int

    @property
    def start(self) -> date:
        return self.as_of - timedelta(days=self.today)

    def happened(self, day: int) -> date:
        """The date of a fact: on a weekend the Friday before, so that no fact ever lies ahead.

        raises  ValueError when the story tells a fact of a day after today
        """
        if day > self.today:
            raise ValueError(f"day {day} is later than today, day {self.today}")
        on = self.start + timedelta(days=day)
        return on - timedelta(days=max(0, on.weekday() - SATURDAY + 1))

    def intended(self, day: int) -> date:
        """The date of an intention: on a weekend the Monday after."""
        on = self.start + timedelta(days=day)
        return on + timedelta(days=max(0, 7 - on.weekday())) if on.weekday() >= SATURDAY else on
