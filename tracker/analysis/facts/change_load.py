"""What changes ask of a function in a week, by one program and over all programs of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWeek:
    """What one program asks of a function in a week.

    function   uid
    week       its Monday
    pilots     parallel runs under way in flows that the function works in
    cut_overs  of such flows, in the week
    due        milestones that it answers for, by their latest stated finish
    """

    function: str
    week: date
    pilots: int
    cut_overs: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWeek:
    """The same over all active programs; their names stay out, for not every reader may see them.

    week_starts_on  a Monday
    programs        how many programs all this belongs to
    """

    function: str
    week_starts_on: date
    pilots: int
    cut_overs: int
    due: int
    programs: int

    @property
    def total(self) -> int:
        """Everything together."""
        return self.pilots + self.cut_overs + self.due
