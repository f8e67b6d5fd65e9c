from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from programs.counts import share_of
from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import InProgram, ThroughGate


class GateQuerySet(InProgram["Gate"]):
    def with_state(self, as_of: date) -> GateQuerySet:
        """Annotates ``state`` (open, passed, stopped) and, of the latest review, its day and what was open.

        ``decided_on``, ``open_count`` and ``in_spite`` are NULL while the gate was never reviewed.
        """
        latest = GateReview.objects.filter(gate=models.OuterRef("pk"), decided_on__lte=as_of).order_by(
            "-decided_on", "-id"
        )
        outcome = models.Subquery(latest.values("outcome")[:1])
        return self.annotate(
            decided_on=models.Subquery(latest.values("decided_on")[:1]),
            open_count=models.Subquery(latest.values("open_count")[:1]),
            in_spite=models.Subquery(latest.values("in_spite")[:1]),
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
    """A decision about a gate, append-only: the latest one says how the gate stands.

    needed_count  how many things the gate needed on that day; NULL where nobody counted
    open_count    how many of them were missing when it was passed; ``missing`` names them, a line each
    in_spite      why it was passed although something was missing
    waiver        the waiver that let it pass
    meeting       the meeting in which a committee decided, where one is named
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", "Passed"
        STOPPED = "stopped", "Stopped"
        OPEN = "open", "Sent back"

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")
    needed_count = models.PositiveSmallIntegerField("things needed", null=True, blank=True, editable=False)
    open_count = models.PositiveSmallIntegerField("things missing", null=True, blank=True, editable=False)
    missing = models.TextField("what was missing", blank=True, default="", editable=False)
    in_spite = models.TextField(
        "passed in spite of that because",
        blank=True,
        default="",
        help_text="Why it is passed although something that it needs is missing.",
    )
    waiver = models.ForeignKey(
        "programs.Waiver", models.PROTECT, null=True, blank=True, editable=False, related_name="reviews"
    )
    meeting = models.ForeignKey("programs.Meeting", models.PROTECT, null=True, blank=True, related_name="gate_reviews")

    objects = ThroughGate.as_manager()

    class Meta(Record.Meta):
        ordering = ["gate", "decided_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(outcome="passed") | ~models.Q(note=""),
                name="gate_review_that_does_not_pass_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(needed_count__isnull=True, open_count__isnull=True)
                | models.Q(
                    needed_count__isnull=False, open_count__isnull=False, open_count__lte=models.F("needed_count")
                ),
                name="gate_review_misses_no_more_than_it_needs",
            ),
            models.CheckConstraint(
                condition=(models.Q(open_count__isnull=True) | models.Q(open_count=0))
                | ~models.Q(outcome="passed")
                | (~models.Q(missing="") & ~models.Q(in_spite="")),
                name="gate_passed_with_open_items_says_which_and_why",
            ),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"{self.gate}: {self.get_outcome_display()} {self.decided_on:%-d %B %Y}"

    @property
    def passed_with(self) -> str:
        """What was open when the gate was passed, as ``with 2 of 6 things it needs open``; blank when nothing was."""
        if self.outcome != self.Outcome.PASSED or not self.open_count:
            return ""
        return f"with {share_of(self.open_count, self.needed_count or self.open_count, 'thing')} it needs open"

    @property
    def missing_names(self) -> list[str]:
        """What was missing when the gate was passed, by name."""
        return self.missing.splitlines()
