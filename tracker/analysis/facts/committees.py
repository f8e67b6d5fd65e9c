"""Facts of committees: mandates over a program, and meetings with who came. Days are calendar days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """The time in which a committee steers the program; ``valid_to`` is its last day, None while it has none.

    committee  uid of the committee
    """

    committee: str
    name: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """True from its first to its last day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of a committee.

    held_on  None while it was not held
    came     number of people who came; who sat in two seats is one person
    quorum   number of people who were needed to decide; None where nobody wrote it down
    """

    uid: str
    committee: str
    scheduled_on: date
    held_on: date | None = None
    came: int = 0
    quorum: int | None = None

    @property
    def is_quorate(self) -> bool | None:
        """Whether enough people came to decide; None before it was held, and where no quorum was written down."""
        return None if self.held_on is None or self.quorum is None else self.came >= self.quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeFacts:
    """Who steered one program when, and the meetings of those committees while they did; in the order of their days."""

    mandates: Sequence[Mandate] = ()
    meetings: Sequence[Meeting] = ()

    def is_steered_on(self, day: date) -> bool:
        """True when some committee had the mandate on the day."""
        return any(mandate.holds_on(day) for mandate in self.mandates)

    def held_by(self, day: date) -> tuple[Meeting, ...]:
        """Meetings held on or before the day by a committee that had the mandate then, in the order they were held."""
        held = [each for each in self.meetings if each.held_on is not None and each.held_on <= day]
        return tuple(sorted(held, key=lambda each: (each.held_on or date.max, each.uid)))

    def quorate_on(self, day: date) -> bool:
        """True when such a meeting was held on the very day and enough people came to decide."""
        return any(each.held_on == day and each.is_quorate for each in self.held_by(day))

    def last_quorate_by(self, day: date) -> date | None:
        """The last day, up to ``day``, of a meeting to which enough people came; None when there was none."""
        days = [each.held_on for each in self.held_by(day) if each.is_quorate]
        return days[-1] if days else None
