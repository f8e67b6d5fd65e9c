"""What one person may do in one program, found once for a whole page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from programs.evidence_ends import months_of
from programs.models import Evidence, Membership, Milestone, Program, User

Role = Membership.Role


@dataclass(frozen=True, kw_only=True)
class Rights:
    """The person rules of ``programs.rules`` as answers, so that buttons need no query each.

    leads      leads the program, whatever its state, or keeps the installation as an administrator
    roles      none when the program is over: its pages offer nothing that its state refuses
    functions  keys of the functions whose lead the person is
    """

    user: User
    program_id: int
    is_over: bool
    leads: bool
    roles: frozenset[str]
    functions: frozenset[int]

    @property
    def plan(self) -> bool:
        """May change program, plan and people, report a status and publish a report."""
        return self.leads and not self.is_over

    @property
    def decide(self) -> bool:
        """May review gates and accept evidence."""
        return self.plan or Role.COMMITTEE_MEMBER in self.roles

    @cached_property
    def evidence_months(self) -> int:
        """After how many months evidence of a behavior lapses here; one query when it is asked first."""
        return months_of(self.program_id, on=timezone.localdate())

    def answers_for(self, milestone: Milestone) -> bool:
        """May state its forecast and give evidence for it."""
        owns = milestone.owner_id == self.user.pk and bool(self.roles - {Role.VIEWER})
        return self.plan or owns or milestone.function_id in self.functions

    def may_accept(self, evidence: Evidence, milestone: Milestone) -> bool:
        """May accept this evidence: decides here, did not give it and does not own what it is for."""
        return self.decide and self.user.pk not in (evidence.given_by_id, milestone.owner_id)


def rights_in(user: User, program: Program, *, late: bool = False) -> Rights:
    """Rights of the user in the program today; one query.

    late  for a page of facts that can still be told while the program is closed
    """
    mine = Membership.objects.of(user).filter(program=program).valid_on(timezone.localdate())
    rows = list(mine.values_list("role", "function_id"))
    leads = user.is_superuser or any(role == Role.PMO_LEAD for role, _ in rows)
    is_over = rests(program, late=late)
    if is_over:
        rows = []
    return Rights(
        user=user,
        program_id=program.pk,
        is_over=is_over,
        leads=leads,
        roles=frozenset(role for role, _ in rows),
        functions=frozenset(function for _, function in rows if function is not None),
    )


def may(user: User, permission: str, program: Program, *, late: bool = False) -> bool:
    """Whether a page offers the person what needs the right; ``late`` as above."""
    return not rests(program, late=late) and bool(user.has_perm(f"programs.{permission}", program))


def rests(program: Program, *, late: bool) -> bool:
    """Whether the program is over for such facts."""
    return program.is_over and not (late and program.state == Program.State.CLOSED)
