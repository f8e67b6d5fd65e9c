from __future__ import annotations

from django.db import models

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, never_at_once
from programs.models.visibility import InInstallation


@with_history
class Currency(Record):
    """A currency that amounts are stated in, by its ISO 4217 code. Reports add up in the reporting currency."""

    code = models.CharField(max_length=3, unique=True, help_text="ISO 4217, such as EUR.")
    name = models.CharField(max_length=80)
    is_reporting = models.BooleanField(default=False)

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["code"]
        verbose_name_plural = "currencies"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z]{3}$"), name="currency_code_has_three_letters"
            ),
            models.UniqueConstraint(
                fields=["is_reporting"], condition=models.Q(is_reporting=True), name="one_currency_is_for_reporting"
            ),
        ]

    def __str__(self) -> str:
        return self.code


@with_history
class ExchangeRate(Record):
    """From ``effective_from`` one unit of ``currency`` is worth ``rate`` units of ``into``, until the next rate."""

    currency = models.ForeignKey(Currency, models.PROTECT, related_name="rates")
    into = models.ForeignKey(Currency, models.PROTECT, related_name="rates_into")
    effective_from = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=200, help_text="Who published it, such as the central bank.")

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["currency", "into", "effective_from"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["currency", "into", "effective_from"], name="exchange_rate_is_one_a_day_for_a_pair"
            ),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_is_positive"),
            models.CheckConstraint(
                condition=~models.Q(currency=models.F("into")), name="exchange_rate_is_of_two_currencies"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} to {self.into} from {self.effective_from:%-d %B %Y}"


@with_history
class FiscalPeriod(Record):
    """A span of the organization's own year, such as 2026/27 Q1; both days belong to it."""

    class Kind(models.TextChoices):
        YEAR = "year", "Year"
        QUARTER = "quarter", "Quarter"
        MONTH = "month", "Month"

    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(max_length=40, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["starts_on", "-ends_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("fiscal_period_ends_after_it_begins", begins="starts_on", ends="ends_on"),
            never_at_once("fiscal_periods_of_a_kind_do_not_overlap", "kind", begins="starts_on", ends="ends_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        check_ends(self.starts_on, self.ends_on, field="ends_on")
