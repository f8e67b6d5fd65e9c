from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import InInstallation

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


def usual_working_days() -> list[int]:
    """Monday to Friday, as ISO weekdays."""
    return list(MONDAY_TO_FRIDAY)


@with_history
class WorkingCalendar(Record):
    """On which days people work: weekdays as ISO numbers (1 is Monday), less the holidays."""

    name = models.CharField(max_length=120, unique=True)
    working_days = ArrayField(
        models.PositiveSmallIntegerField(), default=usual_working_days, help_text="1 is Monday, 7 is Sunday."
    )

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(working_days__contained_by=[1, 2, 3, 4, 5, 6, 7], working_days__len__gte=1),
                name="calendar_works_on_days_of_the_week",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@with_history
class Holiday(Record):
    """A day on which nobody of the calendar works."""

    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=120)

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["calendar", "on"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["calendar", "on"], name="holiday_is_once_in_its_calendar"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on:%-d %B %Y}"
