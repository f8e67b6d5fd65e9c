"""What changes ask of a function in a week, over all programs of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionWeek:
    """Counts over all active programs; their names stay out, for not every reader may see them.

    function        uid
    week_starts_on  a Monday
    pilots          parallel runs under way in flows that the function works in
    cut_overs       of such flows, in the week
    due             milestones that it answers for, by their latest stated finish
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
