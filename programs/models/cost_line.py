from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import InProgram


@with_history
class CostLine(Record):
    """An amount of money as stated on a day, in one currency; withheld amounts keep the reason instead."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", "Baseline"
        FORECAST = "forecast", "Forecast"
        ACTUAL = "actual", "Actual"

    class Scope(models.TextChoices):
        WHOLE_LIFE = "whole_life", "Whole life"
        FINANCIAL_YEAR = "financial_year", "Financial year"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="cost_lines")
    kind = models.CharField(max_length=8, choices=Kind)
    scope = models.CharField(max_length=14, choices=Scope)
    period = models.CharField(max_length=20, blank=True, default="", help_text="The financial year, such as 2021/22.")
    stated_on = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, help_text="ISO 4217, such as EUR.")
    withheld_reason = models.TextField(blank=True, default="")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "stated_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "kind", "scope", "period", "currency", "stated_on"],
                name="cost_is_stated_once_a_day_for_each_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=False, withheld_reason="")
                | (models.Q(amount__isnull=True) & ~models.Q(withheld_reason="")),
                name="cost_is_an_amount_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$"), name="cost_currency_has_three_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(scope="whole_life", period="")
                | (models.Q(scope="financial_year") & ~models.Q(period="")),
                name="cost_of_a_financial_year_names_the_year",
            ),
        ]

    def __str__(self) -> str:
        amount = f"{self.amount} {self.currency}" if self.amount is not None else "withheld"
        return f"{self.get_kind_display()} {self.get_scope_display()}: {amount}"
