from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import InInstallation, SharedOrInProgram


@with_history
class SharedMetric(Record):
    """A measure that functions answer for together, kept once for all programs.

    is_ratio_scale  true when twice the value means twice as much and it is never zero or less: cost, lead time
    """

    class Direction(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    class Frequency(models.TextChoices):
        WEEK = "week", "Weekly"
        MONTH = "month", "Monthly"

    name = models.CharField(max_length=150, unique=True)
    description = models.TextField(blank=True, default="")
    unit = models.CharField(max_length=40, help_text="What one is, such as %, days or turns a year.")
    direction = models.CharField(max_length=6, choices=Direction)
    frequency = models.CharField(max_length=5, choices=Frequency)
    is_ratio_scale = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:metric-detail", args=[self.uid])

    def definition_on(self, day: date) -> MetricDefinition | None:
        """The version in force on the day: the highest one that took effect; None before the first."""
        begun = [version for version in self.definitions.all() if version.effective_from <= day]
        return max(begun, key=lambda version: version.number, default=None)


@with_history
class MetricDefinition(Record):
    """How a metric is computed, in words, as one version. Never changed: a new version is a new series."""

    metric = models.ForeignKey(SharedMetric, models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="What is counted, from where, and when.")
    effective_from = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["metric", "number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["metric", "number"], name="metric_definition_number_is_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="metric_definition_number_starts_at_one"),
            models.CheckConstraint(condition=~models.Q(text=""), name="metric_definition_says_how"),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"{self.metric}, definition {self.number}"


@with_history
class DefinitionSignature(Record):
    """A function agrees to a definition, through a person who leads it. Never taken back: a new version follows."""

    definition = models.ForeignKey(MetricDefinition, models.PROTECT, related_name="signatures")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_on = models.DateField()

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["definition", "signed_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["definition", "function"], name="function_signs_a_definition_once"),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"{self.function} signed {self.definition}"


@with_history
class Reading(Record):
    """A metric's value in one period, of one flow or of the whole organization, in one arm of a parallel run.

    flow              NULL for the organization as a whole
    arm               blank outside of a parallel run; else its label, such as Direct Drop
    period_starts_on  Monday of a week or first day of a month, as the metric's frequency says
    value             in the metric's unit
    is_final          only final readings are compared or locked
    """

    metric = models.ForeignKey(SharedMetric, models.PROTECT, related_name="readings")
    definition = models.ForeignKey(MetricDefinition, models.PROTECT, related_name="readings")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="readings")
    arm = models.CharField(max_length=60, blank=True, default="")
    period_starts_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    is_final = models.BooleanField(default=True)
    source = models.CharField(max_length=150, help_text="Where the value comes from, such as a system or a file.")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SharedOrInProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["metric", "period_starts_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["metric", "flow", "arm", "period_starts_on", "definition"],
                nulls_distinct=False,
                name="metric_has_one_reading_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.period_starts_on:%-d %B %Y}: {self.value.normalize():f}"
