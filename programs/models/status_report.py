from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.effective import ends_after_it_begins
from programs.models.visibility import InProgram


@with_history
class StatusReport(Record):
    """What somebody reported about a program on a day; the tracker's own reckoning stands beside it, never in it."""

    class Status(models.TextChoices):
        GREEN = "green", "Green"
        AMBER = "amber", "Amber"
        RED = "red", "Red"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="status_reports")
    reported_on = models.DateField()
    period_starts_on = models.DateField(null=True, blank=True)
    period_ends_on = models.DateField(null=True, blank=True)
    rated_by = models.CharField(
        max_length=100, blank=True, help_text="The role or body whose rating it is, such as PMO lead."
    )
    status = models.CharField(max_length=5, choices=Status, blank=True, default="")
    not_rated_reason = models.TextField(blank=True, default="")
    reason = models.TextField(blank=True, default="")
    schedule_narrative = models.TextField(blank=True, default="")
    cost_narrative = models.TextField(blank=True, default="")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "reported_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "reported_on", "rated_by"], name="program_is_rated_once_a_day_by_each"
            ),
            models.CheckConstraint(
                condition=(models.Q(status="") & ~models.Q(not_rated_reason=""))
                | (~models.Q(status="") & models.Q(not_rated_reason="")),
                name="status_report_is_rated_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=both_or_neither("period_starts_on", "period_ends_on"),
                name="status_report_period_has_both_ends",
            ),
            ends_after_it_begins(
                "status_report_period_ends_after_it_begins", begins="period_starts_on", ends="period_ends_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display() or 'Not rated'} {self.reported_on:%-d %B %Y}"
