from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, with_history
from programs.models.constraint_words import SpeakingModel
from programs.models.visibility import InProgram


@with_history
class WeeklyStatement(Record):
    """A function's word about one week: "none this week" counts as an answer, silence does not (METHODS 1.7).

    happened  False when nothing happened; True when what happened stands in the record
    """

    class Subject(models.TextChoices):
        INCIDENTS = "incidents", "Coordination incidents"
        OVERRIDES = "overrides", "Decisions overridden from above"
        INTERVENTIONS = "interventions", "PMO interventions"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="weekly_statements")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="weekly_statements")
    week_starts_on = models.DateField(help_text="The Monday of the week.")
    subject = models.CharField(max_length=13, choices=Subject)
    happened = models.BooleanField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_on = models.DateField()

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "week_starts_on", "function", "subject"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "function", "week_starts_on", "subject"],
                name="function_states_a_subject_once_a_week",
            ),
            models.CheckConstraint(
                condition=models.Q(week_starts_on__iso_week_day=1), name="statement_week_starts_on_monday"
            ),
            models.CheckConstraint(
                condition=models.Q(stated_on__gte=models.F("week_starts_on")),
                name="week_is_stated_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.get_subject_display()}, week of {self.week_starts_on:%-d %B %Y}"


class DigestMail(SpeakingModel):
    """A digest that was sent to a person: at most one for each window, which begins on ``window_starts_on``."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_mails")
    window_starts_on = models.DateField()
    sent_at = models.DateTimeField()
    obligations = models.PositiveIntegerField()

    class Meta:
        ordering = ["user", "-window_starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["user", "window_starts_on"], name="digest_is_sent_once_a_window")
        ]

    def __str__(self) -> str:
        return f"Digest of {self.user} for {self.window_starts_on:%-d %B %Y}"
