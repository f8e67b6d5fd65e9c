"""Questions that wait for a decision of the person's function."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from programs.models import Authority, DecisionRecord, Policy, TeamFunction, User
from programs.obligations.obligation import Obligation, address_of, of_my_functions

LIMIT = "decision_days"


def decisions_waiting(user: User, day: date) -> Iterator[Obligation]:
    """Questions that a function which the person leads decides, by itself or with the deciding vote of a team.

    Each is due after the days that the policy of its program gives.
    """
    deciding = Authority.objects.valid_on(day).filter(role=Authority.Role.DECIDE)
    alone = of_my_functions(user, day, program="right__program", function="function")
    votes = TeamFunction.objects.valid_on(day).filter(
        of_my_functions(user, day, program="team__program", function="function"), decides=True
    )
    mine = deciding.filter(alone | Q(team__in=votes.values("team_id")))
    waiting = DecisionRecord.objects.filter(decided_on__isnull=True, right__in=mine.values("right_id"))
    rows = list(waiting.select_related("program", "right").order_by("raised_on", "id"))
    policies = Policy.objects.numbers_on(day, {row.program_id for row in rows})
    for row in rows:
        yield Obligation(
            kind="decision_waiting",
            key=str(row.uid),
            what=row.question,
            program=row.program,
            since=row.raised_on,
            due_on=row.raised_on + timedelta(days=int(policies[row.program_id].numbers[LIMIT])),
            why="Every day that it waits is in the days from a question to its decision.",
            button="Record the decision",
            address=address_of(row, "programs:decision-decide"),
        )
