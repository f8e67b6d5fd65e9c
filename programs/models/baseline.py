from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models

from programs.models.base import IMMUTABLE, Record, both_or_neither, with_history
from programs.models.visibility import InProgram, ThroughBaseline

LOCKED_STAYS = pgtrigger.Protect(
    name="locked_stays",
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__locked_on__isnull=False),
)
JOINS_BEFORE_THE_LOCK = pgtrigger.Trigger(
    name="joins_before_the_lock",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        IF EXISTS (SELECT 1 FROM programs_baseline b WHERE b.id = NEW.baseline_id AND b.locked_on IS NOT NULL) THEN
            RAISE EXCEPTION 'baseline % is locked: it takes no more items', NEW.baseline_id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    """,
)


class BaselineQuerySet(InProgram["Baseline"]):
    def locked_by_day(self, as_of: date) -> BaselineQuerySet:
        """Baselines that were locked on or before ``as_of``, in order of their number."""
        return self.filter(locked_on__lte=as_of).order_by("program", "number")


@with_history
class Baseline(Record):
    """A frozen plan of a program: number 1 is the original, the highest is current. Locked, it never changes."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField()
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    locked_on = models.DateField(null=True, editable=False)

    objects = BaselineQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "number"], name="baseline_number_is_unique_in_its_program"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="baseline_number_starts_at_one"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="baseline_has_a_reason"),
            models.CheckConstraint(
                condition=both_or_neither("locked_on", "locked_by"), name="baseline_lock_names_person_and_day"
            ),
        ]
        triggers = [*Record.Meta.triggers, LOCKED_STAYS]

    def __str__(self) -> str:
        return f"Baseline {self.number}"


@with_history
class BaselineItem(Record):
    """The planned finish and weight of a milestone in a baseline."""

    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="items")
    milestone = models.ForeignKey("programs.Milestone", models.PROTECT, related_name="baseline_items")
    planned_on = models.DateField()
    weight = models.DecimalField(max_digits=9, decimal_places=3)

    objects = ThroughBaseline.as_manager()

    class Meta(Record.Meta):
        ordering = ["baseline", "planned_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["baseline", "milestone"], name="milestone_is_once_in_a_baseline"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="baseline_item_weight_is_positive"),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE, JOINS_BEFORE_THE_LOCK]

    def __str__(self) -> str:
        return f"{self.milestone} {self.planned_on:%-d %B %Y}"
