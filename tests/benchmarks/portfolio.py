"""What the bench of the API reads: a large installation, and people who see all, half, and a little of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from programs.models import ApiToken, Milestone, User
from tests.benchmarks.build import build

TODAY = timezone.localdate()
MEMBERSHIPS = """
    INSERT INTO programs_membership (uid, source_system, external_id, version, user_id, program_id, role, valid_from)
    SELECT gen_random_uuid(), '', '', 1, %(user)s, id, 'pmo_lead', %(today)s FROM programs_program
    ORDER BY id LIMIT %(programs)s
"""


@dataclass(frozen=True)
class Portfolio:
    """Tokens by the number of programs that their owners lead, and a milestone."""

    tokens: Mapping[int, str]
    milestone: Milestone


def make_portfolio(programs: int, *, leads: list[int]) -> Portfolio:
    """So many programs of 200 milestones, a person for each of ``leads``."""
    people = [User.objects.create(email=f"api{n}@example.com", name=f"Api {n}") for n in leads]
    build(programs, today=TODAY, author=people[0].pk, other=people[-1].pk)
    tokens = {}
    with connection.cursor() as cursor:
        for person, count in zip(people, leads, strict=True):
            cursor.execute(MEMBERSHIPS, {"user": person.pk, "today": TODAY, "programs": count})
            _, tokens[count] = ApiToken.objects.issue(person, name="Bench", lasts=timedelta(days=1), scope="write")
        cursor.execute("ANALYZE")
    return Portfolio(tokens, Milestone.objects.order_by("id")[programs])
