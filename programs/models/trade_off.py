from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models

from programs.models.base import TOUCHABLE, Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins
from programs.models.visibility import InProgram

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
# An estimate counts in its version the entries about it; nothing else of it moves.
NEVER_CHANGED = pgtrigger.Protect(
    name="never_changes",
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange(exclude=["version", "updated_at"]),
)


@with_history
class TradeOffEntry(Record):
    """What one function's choice does to another, in money. Append-only: later entries refer to the first.

    first               the estimate that a true-up, dispute or reversal is about; NULL for the estimate itself
    amount              effect on the affected function: positive is a gain, negative a cost, in ``currency``
    owns_goods_in_transit  for longer or shorter lead times: whether title passes at shipment (METHODS 7)
    """

    class Kind(models.TextChoices):
        ESTIMATE = "estimate", "Estimate"
        TRUE_UP = "true_up", "True-up"
        DISPUTE = "dispute", "Dispute"
        REVERSAL = "reversal", "Reversal"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="trade_offs")
    kind = models.CharField(max_length=8, choices=Kind)
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later_entries")
    decision = models.ForeignKey(
        "programs.DecisionRecord", models.PROTECT, null=True, blank=True, related_name="trade_offs"
    )
    title = models.CharField(max_length=250)
    originator = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="trade_offs_caused")
    affected = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="trade_offs_received")
    metric = models.ForeignKey("programs.SharedMetric", models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="", help_text="ISO 4217, such as EUR.")
    method = models.TextField(blank=True, default="", help_text="How the amount was found, and from which inputs.")
    owns_goods_in_transit = models.BooleanField(null=True, blank=True)
    expected_from = models.DateField(null=True, blank=True)
    expected_to = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    entered_on = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "entered_on", "id"]
        verbose_name_plural = "trade-off entries"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind="estimate", first__isnull=True)
                | (~models.Q(kind="estimate") & models.Q(first__isnull=False)),
                name="only_an_estimate_stands_first",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="dispute", amount__isnull=True, currency="")
                | (
                    ~models.Q(kind="dispute")
                    & models.Q(amount__isnull=False, currency__regex=r"^[A-Z]{3}$")
                    & ~models.Q(method="")
                ),
                name="trade_off_amount_has_a_currency_and_a_method",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["dispute", "reversal"]) | ~models.Q(reason=""),
                name="dispute_and_reversal_have_a_reason",
            ),
            ends_after_it_begins("trade_off_effect_ends_after_it_begins", begins="expected_from", ends="expected_to"),
            models.UniqueConstraint(
                fields=["first"], condition=models.Q(kind="reversal"), name="trade_off_is_reversed_once"
            ),
        ]
        triggers = [*TOUCHABLE, NEVER_DELETED, NEVER_CHANGED]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def size(self) -> Decimal | None:
        """The amount without its sign; None for a dispute."""
        return abs(self.amount) if self.amount is not None else None

    def clean(self) -> None:
        check_ends(self.expected_from, self.expected_to, field="expected_to")
