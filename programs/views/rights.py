"""What one person may do in one program, found once for a whole page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from programs.models import Evidence, Membership, Milestone, Program, User

Role = Membership.Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The person rules of ``programs.rules`` as answers, so that buttons need no query each.

    functions  keys of the functions whose lead the person is
    """

    user: User
    roles: frozenset[str]
    functions: frozenset[int]

    @property
    def plan(self) -> bool:
        """May change program, plan and people, report a status and publish a report."""
        return self.user.is_superuser or Role.PMO_LEAD in self.roles

    @property
    def decide(self) -> bool:
        """May review gates and accept evidence."""
        return self.plan or Role.COMMITTEE_MEMBER in self.roles

    def answers_for(self, milestone: Milestone) -> bool:
        """May state its forecast and give evidence for it."""
        owns = milestone.owner_id == self.user.pk and bool(self.roles - {Role.VIEWER})
        return self.plan or owns or milestone.function_id in self.functions

    def may_accept(self, evidence: Evidence, milestone: Milestone) -> bool:
        """May accept this evidence: decides here, did not give it and does not own what it is for."""
        return self.decide and self.user.pk not in (evidence.given_by_id, milestone.owner_id)


def rights_in(user: User, program: Program) -> Rights:
    """Rights of the user in the program today; one query."""
    mine = Membership.objects.filter(user=user, program=program).valid_on(timezone.localdate())
    rows = list(mine.values_list("role", "function_id"))
    return Rights(
        user=user,
        roles=frozenset(role for role, _ in rows),
        functions=frozenset(function for _, function in rows if function is not None),
    )
