"""Forecasts as they were given, and what became of what they forecast."""

from __future__ import annotations

from django.db import models

from programs.models.visibility import InProgram


class KeptForecast(models.Model):
    """The headline forecast of one horizon as one day's snapshot gave it, against the original baseline.

    It stays when the snapshot goes, and is judged when its day has come. Only forecasts of an open horizon are kept:
    after that the answer is known.

    known_on   later than ``forecast_on`` when the day was calculated afterwards
    chance     0..1, the smaller of both; ``pace_chance`` and ``path_chance`` where each could be worked out
    finish_..  the day by which everything is accepted with that chance in percent; None: no end in sight
    driven_by  the forecast that gave the chance and the days: pace, path or earliest
    """

    class Horizon(models.TextChoices):
        DAY_90 = "day_90", "Day 90"
        DAY_120 = "day_120", "Day 120"
        MONTH_12 = "month_12", "Month 12"
        MONTH_18 = "month_18", "Month 18"

    # No index of its own: the one of the key begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="kept_forecasts")
    horizon = models.CharField(max_length=8, choices=Horizon)
    forecast_on = models.DateField()
    known_on = models.DateField()
    method_version = models.CharField(max_length=20)
    chance = models.FloatField()
    pace_chance = models.FloatField(null=True)
    path_chance = models.FloatField(null=True)
    finish_10 = models.DateField(null=True)
    finish_50 = models.DateField(null=True)
    finish_80 = models.DateField(null=True)
    finish_90 = models.DateField(null=True)
    driven_by = models.CharField(max_length=8)

    objects = InProgram["KeptForecast"].as_manager()

    class Meta:
        ordering = ["program", "horizon", "-forecast_on"]
        constraints = [
            models.UniqueConstraint(fields=["program", "horizon", "forecast_on"], name="forecast_is_kept_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(known_on__gte=models.F("forecast_on")),
                name="forecast_is_known_on_its_day_or_later",
            ),
            models.CheckConstraint(
                condition=models.Q(chance__gte=0, chance__lte=1), name="kept_chance_is_a_probability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizon_display()} of {self.program}, forecast on {self.forecast_on:%-d %B %Y}"


class HorizonOutcome(models.Model):
    """What became of one horizon of one program, as known at the end of ``known_on``.

    due_on      the day of the horizon, moved by the pauses
    met         everything was accepted by then; None while that is open
    reached_on  the day on which everything was accepted, before or after ``due_on``; None while it is not
    scored_on   the day on which ``met`` was decided
    """

    # No index of its own: the one of the key begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="horizon_outcomes")
    horizon = models.CharField(max_length=8, choices=KeptForecast.Horizon)
    due_on = models.DateField()
    known_on = models.DateField()
    met = models.BooleanField(null=True)
    reached_on = models.DateField(null=True)
    scored_on = models.DateField(null=True)

    objects = InProgram["HorizonOutcome"].as_manager()

    class Meta:
        ordering = ["program", "horizon"]
        constraints = [
            models.UniqueConstraint(fields=["program", "horizon"], name="horizon_has_one_outcome"),
            models.CheckConstraint(
                condition=models.Q(met__isnull=True, scored_on__isnull=True)
                | models.Q(met__isnull=False, scored_on__isnull=False),
                name="horizon_is_scored_when_it_is_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(met__isnull=True)
                | models.Q(met=True, reached_on__lte=models.F("due_on"))
                | models.Q(met=False, reached_on__isnull=True)
                | models.Q(met=False, reached_on__gt=models.F("due_on")),
                name="horizon_is_met_when_it_was_reached_by_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizon_display()} of {self.program}, due {self.due_on:%-d %B %Y}"
