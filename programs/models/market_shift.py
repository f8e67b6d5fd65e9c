from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import InProgram, ThroughMarketShift


@with_history
class MarketShift(Record):
    """Something in the market changed; the days until the floor changed measure coordination itself (METHODS 1.9).

    visible_on        the day on which anybody could have seen it
    floor_changed_on  the day on which the factory floor worked to it; NULL while it has not
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="market_shifts")
    flow = models.ForeignKey(
        "programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="market_shifts"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    visible_on = models.DateField()
    floor_changed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-visible_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "title", "visible_on"], name="market_shift_is_recorded_once"),
            models.CheckConstraint(
                condition=models.Q(floor_changed_on__isnull=True)
                | models.Q(floor_changed_on__gte=models.F("visible_on")),
                name="floor_changes_after_the_shift_was_visible",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@with_history
class ShiftResponse(Record):
    """When a function knew of the shift, and when it had planned anew; NULL while unknown or not yet."""

    shift = models.ForeignKey(MarketShift, models.PROTECT, related_name="responses")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    known_on = models.DateField(null=True, blank=True)
    replanned_on = models.DateField(null=True, blank=True)

    objects = ThroughMarketShift.as_manager()

    class Meta(Record.Meta):
        ordering = ["shift", "known_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["shift", "function"], name="function_responds_to_a_shift_once"),
            models.CheckConstraint(
                condition=models.Q(replanned_on__isnull=True)
                | models.Q(known_on__isnull=False, replanned_on__gte=models.F("known_on")),
                name="function_plans_anew_after_it_knows",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}: {self.shift}"
