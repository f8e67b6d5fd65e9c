from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.evidence import EvidenceLevel
from programs.models.visibility import InProgram, ThroughMilestone, ThroughPredecessor


class MilestoneQuerySet(InProgram["Milestone"]):
    def kept(self) -> MilestoneQuerySet:
        """Milestones that were not taken out of their program."""
        return self.filter(removed_on__isnull=True)

    def with_forecast(self) -> MilestoneQuerySet:
        """Annotates ``forecast_on``, the finish as last stated (NULL while nobody said)."""
        latest = MilestoneForecast.objects.filter(milestone=models.OuterRef("pk")).order_by("-stated_on")
        return self.annotate(forecast_on=models.Subquery(latest.values("finish_on")[:1]))


@with_history
class Milestone(Record):
    """Something the program must achieve: done when evidence of it was accepted, not when somebody says so.

    weight  its share of the plan, a positive number without unit; a baseline fixes it
    gate    the gate that needs it; a gate's own item (kind gate) has none and is done by the gate's review
    """

    class Step(models.TextChoices):
        MAP = "map", "Map decision flows and interfaces"
        CONSTRAINT = "constraint", "Start with the constraint"
        METRICS = "metrics", "Establish shared metrics"
        PARALLEL_RUN = "parallel_run", "Run in parallel"
        CUT_OVER = "cut_over", "Cut over, change cycles and authority"
        EXPAND = "expand", "Expand flow by flow"
        SUSTAIN = "sustain", "Sustain the culture"

    class Dimension(models.TextChoices):
        STRUCTURAL = "structural", "Structural"
        CULTURAL = "cultural", "Cultural"
        DELIVERY = "delivery", "Delivery, outside of the sequence"

    class Kind(models.TextChoices):
        DELIVERABLE = "deliverable", "Deliverable"
        DECISION = "decision", "Decision"
        BEHAVIOR = "behavior", "Behavior"
        SYSTEM_GO_LIVE = "system_go_live", "System go-live"
        GATE = "gate", "Gate"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="milestones")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="milestones")
    name = models.CharField(max_length=250)
    description = models.TextField(blank=True, default="")
    step = models.CharField(max_length=20, choices=Step, blank=True, default="")
    dimension = models.CharField(max_length=12, choices=Dimension, default=Dimension.STRUCTURAL)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.DELIVERABLE)
    gate = models.ForeignKey("programs.Gate", models.PROTECT, null=True, blank=True, related_name="milestones")
    weight = models.DecimalField(max_digits=9, decimal_places=3, default=Decimal(1))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+")
    minimum_evidence_level = models.PositiveSmallIntegerField(choices=EvidenceLevel, default=EvidenceLevel.DOCUMENT)
    started_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="milestone_weight_is_positive"),
            models.CheckConstraint(
                condition=models.Q(dimension="delivery", step="")
                | (~models.Q(dimension="delivery") & ~models.Q(step="")),
                name="milestone_in_the_sequence_has_a_step",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="gate") | models.Q(gate__isnull=True),
                name="gate_item_belongs_to_no_other_gate",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_evidence_level__gte=1, minimum_evidence_level__lte=4),
                name="milestone_needs_more_than_an_assertion",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_on", "removed_by"), name="milestone_removal_names_person_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.program.get_absolute_url()}#milestone-{self.uid}"


@with_history
class MilestoneLink(Record):
    """``successor`` cannot be finished before ``predecessor``."""

    predecessor = models.ForeignKey(Milestone, models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Milestone, models.PROTECT, related_name="predecessor_links")

    objects = ThroughPredecessor.as_manager()

    class Meta(Record.Meta):
        ordering = ["predecessor", "successor"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["predecessor", "successor"], name="milestones_are_linked_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="milestone_does_not_precede_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} before {self.successor}"


@with_history
class MilestoneForecast(Record):
    """On ``stated_on`` somebody expected the milestone to finish on ``finish_on``. The latest is the plan at work."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="forecasts")
    stated_on = models.DateField()
    finish_on = models.DateField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")

    objects = ThroughMilestone.as_manager()

    class Meta(Record.Meta):
        ordering = ["milestone", "stated_on"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["milestone", "stated_on"], name="milestone_has_one_forecast_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.finish_on:%-d %B %Y}, stated {self.stated_on:%-d %B %Y}"
