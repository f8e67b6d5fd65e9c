from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins
from programs.models.membership import Membership
from programs.models.visibility import InProgram


class InvitationQuerySet(InProgram["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Invitations that can still be taken up."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


@with_history
class Invitation(Record):
    """A person asked to take a role in a program, by a link that works once until ``expires_at``.

    digest  SHA-256 of the link's secret, which is stored nowhere
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="invitation_is_accepted_by_somebody_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(role="function_lead", function__isnull=False)
                | (~models.Q(role="function_lead") & models.Q(function__isnull=True)),
                name="invitation_of_a_function_lead_names_the_function",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["pmo_lead", "function_lead", "committee_member", "viewer"]),
                name="invitation_is_to_a_role",
            ),
            ends_after_it_begins("invitation_is_for_a_time_that_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.program}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)

    @property
    def is_open(self) -> bool:
        """Whether it can still be taken up."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @property
    def role_name(self) -> str:
        return str(Membership.Role(self.role).label)
