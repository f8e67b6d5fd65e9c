from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from programs.models.base import Record, with_history

# The first migration knows DateRange by this module.
from programs.models.effective import DateRange as DateRange
from programs.models.effective import ends_after_it_begins, holds_on, never_at_once
from programs.models.grant import reach_of
from programs.models.visibility import InProgram

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class MembershipQuerySet(InProgram["Membership"]):
    def of(self, user: User | AnonymousUser) -> MembershipQuerySet:
        """The user's roles, whenever they hold; by a limited token those in the programs that it reaches."""
        reach = reach_of(user)
        mine = self.filter(user=user.pk)
        return mine if reach is None else mine.filter(program__in=sorted(reach))

    def valid_on(self, day: date) -> MembershipQuerySet:
        """Roles that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))

    def held_by(self, user: User | AnonymousUser) -> MembershipQuerySet:
        """Roles of the user today in programs that were not removed."""
        return self.of(user).filter(program__removed_on__isnull=True).valid_on(timezone.localdate())


@with_history
class Membership(Record):
    """A person's role in a program for a time; a person may have several."""

    class Role(models.TextChoices):
        PMO_LEAD = "pmo_lead", "PMO lead"
        FUNCTION_LEAD = "function_lead", "Function lead"
        COMMITTEE_MEMBER = "committee_member", "Committee member"
        VIEWER = "viewer", "Viewer"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "role", "user"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(role="function_lead", function__isnull=False)
                | (~models.Q(role="function_lead") & models.Q(function__isnull=True)),
                name="membership_of_a_function_lead_names_the_function",
            ),
            ends_after_it_begins("membership_ends_after_it_begins"),
            never_at_once("membership_is_held_once_at_a_time", "user", "program", "role", Coalesce("function", 0)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def clean(self) -> None:
        """Says which day is wrong; PostgreSQL cannot even compare a time that ends before it begins with others."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "A role ends on or after the day it begins."})
