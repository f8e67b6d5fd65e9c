from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.visibility import InProgram, ThroughProgramMetric


@with_history
class ProgramMetric(Record):
    """A shared metric that a program is judged by: primary, or a guardrail that must not get worse.

    hypothesis  what the sponsor expects, dated and labelled as such; no status ever uses it
    """

    class Role(models.TextChoices):
        PRIMARY = "primary", "Primary"
        GUARDRAIL = "guardrail", "Guardrail"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="metrics")
    metric = models.ForeignKey("programs.SharedMetric", models.PROTECT, related_name="program_metrics")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="metrics")
    role = models.CharField(max_length=9, choices=Role)
    target = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    hypothesis = models.TextField(blank=True, default="")
    hypothesis_by = models.CharField(max_length=150, blank=True, default="", help_text="Whose it is.")
    hypothesis_on = models.DateField(null=True, blank=True)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "role", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "metric", "flow"],
                nulls_distinct=False,
                name="metric_is_once_in_a_flow_of_a_program",
            ),
            models.CheckConstraint(
                condition=models.Q(target_on__isnull=True) | models.Q(target__isnull=False),
                name="metric_target_date_has_a_target",
            ),
            models.CheckConstraint(
                condition=models.Q(hypothesis="", hypothesis_by="", hypothesis_on__isnull=True)
                | (~models.Q(hypothesis="") & ~models.Q(hypothesis_by="") & models.Q(hypothesis_on__isnull=False)),
                name="hypothesis_names_whose_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric} in {self.flow}" if self.flow_id else str(self.metric)


@with_history
class MetricBaseline(Record):
    """Readings frozen as what a metric was before the change, with a copy of their values. Locked, it never changes.

    arm      blank, or the arm of a parallel run
    pilot    whose arm it is; NULL for an arm that no pilot of the record ran
    periods  first day of the period of each reading, in order: where one is missing, the next is not its neighbor
    values   the reading of each period, in the metric's unit; later corrections do not reach them
    source   where the readings come from, such as imported history
    """

    FEWEST: ClassVar[int] = 6
    FIRM_FROM: ClassVar[int] = 12

    program_metric = models.ForeignKey(ProgramMetric, models.PROTECT, related_name="baselines")
    definition = models.ForeignKey("programs.MetricDefinition", models.PROTECT, related_name="+")
    arm = models.CharField(max_length=60, blank=True, default="")
    pilot = models.ForeignKey("programs.Pilot", models.PROTECT, null=True, blank=True, related_name="+")
    first_period_on = models.DateField()
    last_period_on = models.DateField()
    periods = ArrayField(models.DateField())
    values = ArrayField(models.DecimalField(max_digits=20, decimal_places=6))
    source = models.CharField(max_length=200)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked_on = models.DateField()

    objects = ThroughProgramMetric.as_manager()

    class Meta(Record.Meta):
        ordering = ["program_metric", "locked_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program_metric", "pilot", "arm", "definition"],
                nulls_distinct=False,
                name="metric_baseline_is_locked_once_for_an_arm",
            ),
            models.CheckConstraint(
                condition=models.Q(pilot__isnull=True) | ~models.Q(arm=""), name="baseline_of_a_pilot_names_its_arm"
            ),
            ends_after_it_begins(
                "metric_baseline_ends_after_it_begins", begins="first_period_on", ends="last_period_on"
            ),
            models.CheckConstraint(
                condition=models.Q(last_period_on__lte=models.F("locked_on")),
                name="metric_baseline_holds_only_past_periods",
            ),
            models.CheckConstraint(condition=models.Q(values__len__gte=1), name="metric_baseline_has_values"),
            models.CheckConstraint(
                condition=models.Q(periods__len=models.F("values__len")),
                name="metric_baseline_has_a_period_for_each_value",
            ),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"Baseline of {self.program_metric}, {self.first_period_on:%Y-%m} to {self.last_period_on:%Y-%m}"

    @property
    def is_firm(self) -> bool:
        """Enough readings for limits to rest on; with fewer they are provisional. METHODS 6.6."""
        return len(self.values) >= self.FIRM_FROM


class AccountabilityQuerySet(ThroughProgramMetric["MetricAccountability"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class MetricAccountability(Record):
    """A function answers for a program's metric with a weight in its evaluation: a share from 0 to 1."""

    program_metric = models.ForeignKey(ProgramMetric, models.PROTECT, related_name="accountabilities")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="accountabilities")
    weight = models.DecimalField(max_digits=5, decimal_places=4)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = AccountabilityQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program_metric", "valid_from", "id"]
        verbose_name_plural = "metric accountabilities"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=1), name="accountability_weight_is_a_share"
            ),
            ends_after_it_begins("accountability_ends_after_it_begins"),
            never_at_once("function_answers_for_a_metric_once_at_a_time", "program_metric", "function"),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.program_metric}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)


@with_history
class LeaderEvaluation(Record):
    """A leader's formal evaluation of a cycle, and the share of it that rests on shared metrics, from 0 to 1."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="leader_evaluations")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evaluations")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    cycle_starts_on = models.DateField()
    cycle_ends_on = models.DateField()
    shared_weight = models.DecimalField(max_digits=5, decimal_places=4)
    completed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "cycle_starts_on", "leader", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "leader", "function", "cycle_starts_on"], name="leader_is_evaluated_once_a_cycle"
            ),
            ends_after_it_begins(
                "evaluation_cycle_ends_after_it_begins", begins="cycle_starts_on", ends="cycle_ends_on"
            ),
            models.CheckConstraint(
                condition=models.Q(shared_weight__gte=0, shared_weight__lte=1),
                name="evaluation_shared_weight_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(completed_on__isnull=True) | models.Q(completed_on__gte=models.F("cycle_starts_on")),
                name="evaluation_is_completed_after_its_cycle_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader}, cycle from {self.cycle_starts_on:%-d %B %Y}"

    def clean(self) -> None:
        check_ends(self.cycle_starts_on, self.cycle_ends_on, field="cycle_ends_on")
