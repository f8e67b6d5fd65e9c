from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, never_at_once
from programs.models.visibility import ThroughConstraint, ThroughFlow


@with_history
class ConstraintObservation(Record):
    """A source says which resource limited a flow in a week: one vote for each source, flow and week (METHODS 2)."""

    class Basis(models.TextChoices):
        OPINION = "opinion", "A person's judgment"
        QUEUE = "queue", "Queue in front of it"
        STARVATION = "starvation", "Starvation behind it"
        UTILIZATION = "utilization", "Highest utilization"

    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="constraint_observations")
    resource = models.ForeignKey("programs.Resource", models.PROTECT, related_name="observations")
    week_starts_on = models.DateField(help_text="The Monday of the week.")
    source = models.CharField(max_length=150, help_text="Who or what says so: a person, a board, a system.")
    basis = models.CharField(max_length=12, choices=Basis)
    severity = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text="Hours lost in the week, when known."
    )
    note = models.TextField(blank=True, default="")
    observed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ThroughFlow.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "week_starts_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "flow", "week_starts_on"], name="constraint_is_observed_once_a_week_by_a_source"
            ),
            models.CheckConstraint(
                condition=models.Q(week_starts_on__iso_week_day=1), name="constraint_observation_week_starts_on_monday"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="constraint_observation_names_its_source"),
            models.CheckConstraint(
                condition=models.Q(severity__isnull=True) | models.Q(severity__gte=0),
                name="constraint_observation_severity_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource}, week of {self.week_starts_on:%-d %B %Y}"

    @property
    def is_physical(self) -> bool:
        """True for a signal of the process itself, false for a person's judgment."""
        return self.basis != self.Basis.OPINION


class ConstraintQuerySet(ThroughFlow["Constraint"]):
    def in_force(self, day: date) -> Self:
        """Constraints that limit their flow on ``day``; the last day, ``ended_on``, still counts."""
        open_or_later = models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=day)
        return self.filter(open_or_later, identified_on__lte=day)


@with_history
class Constraint(Record):
    """The time in which a resource limits a flow, from ``identified_on`` through ``ended_on``; one at a time."""

    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="constraints")
    resource = models.ForeignKey("programs.Resource", models.PROTECT, related_name="constraints")
    identified_on = models.DateField()
    identified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")

    objects = ConstraintQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "identified_on"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("constraint_ends_after_it_begins", begins="identified_on", ends="ended_on"),
            never_at_once("flow_has_one_constraint_at_a_time", "flow", begins="identified_on", ends="ended_on"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | ~models.Q(end_reason=""),
                name="constraint_that_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} limits {self.flow}"

    def clean(self) -> None:
        check_ends(self.identified_on, self.ended_on, field="ended_on")


@with_history
class FocusingStep(Record):
    """The day on which the work on a constraint entered a focusing step; the latest says where it stands."""

    class Step(models.TextChoices):
        IDENTIFY = "identify", "Identify"
        EXPLOIT = "exploit", "Exploit"
        SUBORDINATE = "subordinate", "Subordinate"
        ELEVATE = "elevate", "Elevate"
        BROKEN = "broken", "Broken: identify the next one"

        def skips(self, entered: Collection[str]) -> list[Self]:
            """Steps that should have come before this one and were not entered.

            A constraint may break at any step, so that Broken skips nothing (METHODS 2).
            """
            if self == self.BROKEN:
                return []
            order = list(type(self))
            return [step for step in order[: order.index(self)] if step not in entered]

    constraint = models.ForeignKey(Constraint, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    entered_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True, default="")

    objects = ThroughConstraint.as_manager()

    class Meta(Record.Meta):
        ordering = ["constraint", "entered_on", "id"]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"{self.get_step_display()} from {self.entered_on:%-d %B %Y}"
