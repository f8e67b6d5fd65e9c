from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone

from programs.models.base import Record, both_or_neither, with_history
from programs.models.grant import reach_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class ProgramQuerySet(models.QuerySet["Program"]):
    def kept(self) -> ProgramQuerySet:
        """Programs that were not removed."""
        return self.filter(removed_on__isnull=True)

    def at_hand(self) -> ProgramQuerySet:
        """Programs that the daily lists show: neither removed nor archived."""
        return self.kept().exclude(state=Program.State.ARCHIVED)

    def active(self) -> ProgramQuerySet:
        """Programs that the reckoning computes."""
        return self.kept().filter(state=Program.State.ACTIVE)

    def visible_to(self, user: User | AnonymousUser) -> ProgramQuerySet:
        """Programs the user has a role in today; administrators of the installation see all."""
        return self.kept().of_member(user)

    def removed_but_visible_to(self, user: User | AnonymousUser) -> ProgramQuerySet:
        """Removed programs that the user would see had they not been removed."""
        return self.filter(removed_on__isnull=False).of_member(user)

    def of_member(self, user: User | AnonymousUser) -> ProgramQuerySet:
        """Programs the user has a role in today, removed ones too; all for administrators.

        A limited token sees those of them that it reaches.
        """
        from programs.models.membership import Membership

        if not user.is_authenticated or not user.is_active:
            return self.none()
        reach = reach_of(user)
        if user.is_superuser:
            return self.all() if reach is None else self.filter(id__in=sorted(reach))
        mine = Membership.objects.of(user).valid_on(timezone.localdate())
        return self.filter(id__in=mine.values("program_id"))


@with_history
class Program(Record):
    """A transformation program. ``start_on`` is day 0 of its horizons.

    follows_sequence  False for programs imported from a portfolio table: their horizons do not apply
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        CLOSED = "closed", "Closed"
        ARCHIVED = "archived", "Archived"

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=250)
    description = models.TextField(blank=True, default="")
    organization = models.CharField(max_length=200, blank=True, default="")
    category = models.CharField(max_length=200, blank=True, default="")
    sponsor_name = models.CharField(max_length=150, blank=True, default="")
    start_on = models.DateField(null=True, blank=True)
    follows_sequence = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    currency = models.CharField(
        max_length=3, blank=True, default="", help_text="ISO 4217, such as EUR: what amounts are usually stated in."
    )
    closed_on = models.DateField(null=True, blank=True, editable=False)
    lessons = models.TextField(blank=True, default="", editable=False, help_text="What the next program should know.")
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="copies"
    )
    removed_on = models.DateField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ProgramQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(code=""), name="program_has_a_code"),
            models.UniqueConstraint(Upper("code"), name="program_code_is_unique_whatever_its_case"),
            models.CheckConstraint(
                condition=models.Q(follows_sequence=False) | models.Q(state="draft") | models.Q(start_on__isnull=False),
                name="program_in_the_sequence_has_a_start",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_on", "removed_by"), name="program_removal_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(currency="") | models.Q(currency__regex=r"^[A-Z]{3}$"),
                name="program_currency_has_three_letters",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether it was closed, and perhaps archived since."""
        return self.state in (self.State.CLOSED, self.State.ARCHIVED)

    def get_absolute_url(self) -> str:
        return reverse("tracker:program-detail", args=[self.uid])
