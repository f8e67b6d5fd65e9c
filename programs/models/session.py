from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import ThroughFlow, ThroughSession


@with_history
class IntegratedSession(Record):
    """A planning session of a flow's functions together: scheduled, then held on a day, or cancelled with a reason."""

    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="sessions")
    scheduled_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ThroughFlow.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "scheduled_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["flow", "scheduled_on"], name="flow_has_one_session_a_day"),
            models.CheckConstraint(
                condition=models.Q(held_on__isnull=True) | models.Q(cancel_reason=""),
                name="session_is_held_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"Session of {self.flow} {self.scheduled_on:%-d %B %Y}"


@with_history
class SessionFunction(Record):
    """A function in a session: whether it was required, whether it came, and which demand plan it worked from.

    came  NULL until the session was held
    """

    session = models.ForeignKey(IntegratedSession, models.PROTECT, related_name="functions")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    is_required = models.BooleanField(default=True)
    came = models.BooleanField(null=True, blank=True)
    demand_plan = models.CharField(max_length=80, blank=True, default="", help_text="Version of the plan it used.")

    objects = ThroughSession.as_manager()

    class Meta(Record.Meta):
        ordering = ["session", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["session", "function"], name="function_is_in_a_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.function} in {self.session}"


@with_history
class PmoIntervention(Record):
    """The PMO stepped in where the functions should have worked by themselves; a month without one is clean."""

    class Kind(models.TextChoices):
        CHAIRED_SESSION = "chaired_session", "Chaired a session"
        CHASED_INPUT = "chased_input", "Chased an input"
        FORCED_DECISION = "forced_decision", "Made or forced a decision"
        CORRECTED_DATA = "corrected_data", "Corrected data"

    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="interventions")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    happened_on = models.DateField()
    note = models.TextField(blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ThroughFlow.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "-happened_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on:%-d %B %Y}"
