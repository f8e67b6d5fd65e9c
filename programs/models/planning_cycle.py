from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.visibility import InInstallation

if TYPE_CHECKING:
    from programs.models.business_function import BusinessFunction


class PlanningCycleQuerySet(InInstallation["PlanningCycle"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))

    def valid_between(self, first: date | models.Value, last: date | models.Value) -> PlanningCycleQuerySet:
        """Cycles that hold on some day from ``first`` through ``last``."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=first), valid_from__lte=last)

    def spelling(self, function: BusinessFunction, level: str) -> str:
        """The level as the function's cycles or stages write it already, else as given; spaces around it go."""
        level = level.strip()
        written = self.filter(function=function, level__iexact=level).values_list("level", flat=True).first()
        if written is None:
            stages = function.stages.filter(planning_level__iexact=level)
            written = stages.order_by("id").values_list("planning_level", flat=True).first()
        return written or level


@with_history
class PlanningCycle(Record):
    """How often a function plans on one level, such as monthly capacity. All lengths in days, parts of days allowed.

    A synchronization is a new row: the old one ends the day before.

    period_days        time between two runs of the cycle; 0 is continuous planning
    anchor_at          a moment at which the cycle ran; NULL when nobody knows it
    cut_off_lead_days  inputs must be there so long before the run
    processing_days    from the run until its plan is out
    handoff_days       from then until the next function has the plan
    """

    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="planning_cycles")
    level = models.CharField(max_length=120, help_text="What is planned, such as weekly scheduling.")
    period_days = models.DecimalField(max_digits=8, decimal_places=3)
    anchor_at = models.DateTimeField(null=True, blank=True)
    cut_off_lead_days = models.DecimalField(max_digits=8, decimal_places=3, default=0)
    processing_days = models.DecimalField(max_digits=8, decimal_places=3)
    handoff_days = models.DecimalField(max_digits=8, decimal_places=3, default=0)
    calendar = models.ForeignKey(
        "programs.WorkingCalendar", models.PROTECT, null=True, blank=True, related_name="planning_cycles"
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="", help_text="Why the cycle is what it is from this day.")

    objects = PlanningCycleQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["function", "level", "valid_from"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    period_days__gte=0, cut_off_lead_days__gte=0, processing_days__gte=0, handoff_days__gte=0
                ),
                name="planning_cycle_lengths_are_not_negative",
            ),
            models.CheckConstraint(condition=~models.Q(level=""), name="planning_cycle_names_its_level"),
            ends_after_it_begins("planning_cycle_ends_after_it_begins"),
            never_at_once("planning_cycle_is_one_at_a_time_for_a_level", "function", "level"),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.level}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)
