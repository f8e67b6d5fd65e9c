"""Until when accepted evidence counts: what shows a behavior is renewed, what shows a structure stays true."""

from __future__ import annotations

from datetime import date

from programs.models import Evidence, Milestone, Policy
from programs.periods import months_later

MONTHS = "evidence_months"


def last_day_by_policy(evidence: Evidence, *, on: date) -> date | None:
    """The last day of evidence accepted on a day when nobody says another one; None where it does not lapse.

    Evidence for a cultural milestone lapses after the months of the policy (METHODS 1.6 and 8).
    """
    if not evidence.uses.filter(milestone__dimension=Milestone.Dimension.CULTURAL).exists():
        return None
    return months_later(on, months_of(evidence.program_id, on=on))


def months_of(program_id: int, *, on: date) -> int:
    """After how many months evidence of a behavior lapses in the program, by the policy in force."""
    return int(Policy.objects.numbers_on(on, [program_id])[program_id].numbers[MONTHS])
