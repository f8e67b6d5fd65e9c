"""Who works in a program, asked for at most once and only where something is owed."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from programs.models import Membership, Program


class ProgramPeople:
    """The PMO leads by name, and whether anybody leads a function; one query, or none."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @cached_property
    def roles(self) -> list[tuple[str, str]]:
        """Role and name of everybody who leads something today, by name."""
        leading = (Membership.Role.PMO_LEAD, Membership.Role.FUNCTION_LEAD)
        held = self.program.memberships.filter(role__in=leading, user__is_active=True).valid_on(timezone.localdate())
        return list(held.order_by("user__name", "user_id", "id").values_list("role", "user__name"))

    @property
    def pmo(self) -> list[str]:
        """Names of the PMO leads."""
        return [name for role, name in self.roles if role == Membership.Role.PMO_LEAD]

    @property
    def leads(self) -> bool:
        """Whether anybody leads a function."""
        return any(role == Membership.Role.FUNCTION_LEAD for role, _ in self.roles)
