from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, with_history
from programs.models.effective import ends_after_it_begins, never_at_once
from programs.models.visibility import InProgram


@with_history
class ProgramPause(Record):
    """The time in which a program stood still: from ``paused_on`` until before ``resumed_on``; its horizons stop."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="pauses")
    paused_on = models.DateField()
    resumed_on = models.DateField(null=True, blank=True)
    reason = models.TextField()
    paused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "paused_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("program_pause_ends_after_it_begins", begins="paused_on", ends="resumed_on"),
            never_at_once("program_pauses_once_at_a_time", "program", begins="paused_on", ends="resumed_on"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="program_pause_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Paused from {self.paused_on:%-d %B %Y}"
