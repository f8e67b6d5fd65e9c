from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import InProgram, ThroughGate


class GateQuerySet(InProgram["Gate"]):
    def with_state(self, as_of: date) -> GateQuerySet:
        """Annotates ``state`` (open, passed, stopped) and ``decided_on`` (NULL while never reviewed)."""
        latest = GateReview.objects.filter(gate=models.OuterRef("pk"), decided_on__lte=as_of).order_by(
            "-decided_on", "-id"
        )
        outcome = models.Subquery(latest.values("outcome")[:1])
        return self.annotate(
            decided_on=models.Subquery(latest.values("decided_on")[:1]),
            state=models.Case(
                models.When(models.Exists(latest), then=outcome),
                default=models.Value("open"),
                output_field=models.CharField(),
            ),
        )


@with_history
class Gate(Record):
    """A gate of the implementation sequence. Its plan stands in ``item``; its state follows from its reviews."""

    class Code(models.TextChoices):
        G0 = "G0", "Decision flows mapped"
        G1 = "G1", "Constraint identified"
        G2 = "G2", "Shared metrics locked"
        G3 = "G3", "Parallel run started"
        GR = "GR", "First results seen"
        G4 = "G4", "Pilot decided"
        G5 = "G5", "First flow cut over"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="gates")
    code = models.CharField(max_length=2, choices=Code)
    item = models.OneToOneField("programs.Milestone", models.PROTECT, related_name="gate_of")
    criteria = models.TextField(blank=True, default="", help_text="What must be true for the gate to be passed.")

    objects = GateQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "code"], name="gate_is_once_in_a_program"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_code_display()}"


@with_history
class GateReview(Record):
    """A decision about a gate, append-only: the latest one says how the gate stands."""

    class Outcome(models.TextChoices):
        PASSED = "passed", "Passed"
        STOPPED = "stopped", "Stopped"
        OPEN = "open", "Sent back"

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")

    objects = ThroughGate.as_manager()

    class Meta(Record.Meta):
        ordering = ["gate", "decided_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(outcome="passed") | ~models.Q(note=""),
                name="gate_review_that_does_not_pass_says_why",
            ),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"{self.gate}: {self.get_outcome_display()} {self.decided_on:%-d %B %Y}"
