from __future__ import annotations

from datetime import date
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import InInstallation, OfMetric

OF_AN_ARM = pgtrigger.Trigger(
    name="is_of_an_arm_of_its_pilot",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__pilot__isnull=False),
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM programs_pilot p
            JOIN programs_programmetric m ON m.metric_id = NEW.metric_id AND (m.id = p.primary_id OR EXISTS (
                SELECT 1 FROM programs_pilotguardrail g WHERE g.pilot_id = p.id AND g.program_metric_id = m.id))
            WHERE p.id = NEW.pilot_id AND p.locked_on IS NOT NULL AND NEW.arm IN (p.old_arm, p.new_arm)
                AND (NEW.flow_id IS NULL OR NEW.flow_id = p.flow_id)
        ) THEN
            RAISE EXCEPTION 'pilot % has no such arm, flow and metric in a locked protocol', NEW.pilot_id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    """,
)


@with_history
class SharedMetric(Record):
    """A measure that functions answer for together, kept once for all programs.

    is_ratio_scale  true when twice the value means twice as much and it is never zero or less: cost, lead time
    decimals        how many its values are shown with, whatever was typed; NULL for at most two, below one four
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
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(decimals__isnull=True) | models.Q(decimals__lte=6),
                name="metric_shows_at_most_six_decimals",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:metric-detail", args=[self.uid])

    def shown(self, value: Decimal) -> str:
        """The value with the metric's decimals; without, at most two, below one four. What was typed stays."""
        if self.decimals is not None:
            return f"{value:,.{self.decimals}f}"
        return f"{round(value, 2 if abs(value) >= 1 else 4).normalize():,f}"

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
    pilot             whose arm it is; NULL for readings of an arm that no pilot of the record ran, such as history
    period_starts_on  Monday of a week or first day of a month, as the metric's frequency says
    value             in the metric's unit
    is_final          only final readings are compared or locked
    """

    metric = models.ForeignKey(SharedMetric, models.PROTECT, related_name="readings")
    definition = models.ForeignKey(MetricDefinition, models.PROTECT, related_name="readings")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="readings")
    arm = models.CharField(max_length=60, blank=True, default="")
    pilot = models.ForeignKey("programs.Pilot", models.PROTECT, null=True, blank=True, related_name="readings")
    period_starts_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    is_final = models.BooleanField(default=True)
    source = models.CharField(max_length=150, help_text="Where the value comes from, such as a system or a file.")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfMetric.as_manager()

    class Meta(Record.Meta):
        ordering = ["metric", "period_starts_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["metric", "flow", "pilot", "arm", "period_starts_on", "definition"],
                nulls_distinct=False,
                name="metric_has_one_reading_a_period",
            ),
        ]
        triggers = [*Record.Meta.triggers, OF_AN_ARM]

    def __str__(self) -> str:
        return f"{self.metric} {self.period_starts_on:%-d %B %Y}: {self.value.normalize():f}"

    @property
    def shown(self) -> str:
        """The value with the decimals of its metric."""
        return self.metric.shown(self.value)

    @property
    def typed(self) -> str:
        """The value as it was typed, when it is shown with fewer decimals than that; else empty."""
        whole = f"{self.value.normalize():,f}"
        return "" if Decimal(self.shown.replace(",", "")) == self.value else whole
