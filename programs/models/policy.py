from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import InInstallation


class PolicyQuerySet(InInstallation["Policy"]):
    def in_force(self, on: date) -> Policy | None:
        """The policy effective on ``on``; None means that the built-in defaults apply."""
        return self.filter(effective_from__lte=on).order_by("-effective_from", "-id").first()


@with_history
class Policy(Record):
    """Thresholds of the installation from a day on, approved by a person. Never changed: a new one follows.

    Meaning and source of each number: docs/methods/delivery.md (METHODS 1.7, a convention, not a constant).
    """

    effective_from = models.DateField(unique=True)
    spi_green = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal("0.95"), help_text="Schedule performance from here on is green."
    )
    spi_amber = models.DecimalField(
        max_digits=4, decimal_places=2, default=Decimal("0.85"), help_text="From here to green is amber; below is red."
    )
    gate_overdue_red_days = models.PositiveSmallIntegerField(
        default=14, help_text="A gate overdue for more days than this is red; from one day on it is amber."
    )
    improve_after_periods = models.PositiveSmallIntegerField(
        default=2, help_text="A status improves only after this many review periods; it worsens at once."
    )
    tspi_unlikely = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=Decimal("1.10"),
        help_text="A needed pace above this is unlikely to be reached (Lipke 2016).",
    )
    reason = models.TextField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_on = models.DateField()

    objects = PolicyQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-effective_from"]
        verbose_name_plural = "policies"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(spi_green__gt=models.F("spi_amber")) & models.Q(spi_amber__gt=0),
                name="policy_green_is_above_amber",
            ),
            models.CheckConstraint(
                condition=models.Q(tspi_unlikely__gte=1), name="policy_unlikely_pace_is_at_least_one"
            ),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"Policy from {self.effective_from:%Y-%m-%d}"
