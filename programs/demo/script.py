"""The dated events of all programs, played in the order in which they happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Event:
    on: date
    happen: Callable[[], object]
    ends_the_day: bool = False


@dataclass
class Script:
    """Events in the order of their days; those of one day in the order in which they were added.

    What ends a day comes after everything else of it: a gate is decided on what was accepted that morning.
    """

    events: list[Event] = field(default_factory=list)

    def add(self, on: date, happen: Callable[[], object], *, ends_the_day: bool = False) -> None:
        self.events.append(Event(on, happen, ends_the_day))

    def play(self) -> None:
        """Every event happens once, oldest first."""
        for event in sorted(self.events, key=lambda each: (each.on, each.ends_the_day)):
            event.happen()
