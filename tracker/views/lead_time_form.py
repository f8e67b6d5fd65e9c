"""The form of the what-if of a lead time. Everything is in weeks and units; nothing is stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from tracker.analysis.latency.costs import safety_factor
from tracker.analysis.trade_offs.lead_time import LeadTimeChoice

LONGEST_WEEKS = 520
LARGEST = 10**9
OURS, NOT_OURS = "yes", "no"


def amount(label: str, *, most: int = LARGEST, least: Decimal = Decimal(0), **given: Any) -> forms.DecimalField:
    """A field for a number that somebody in the company knows."""
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_value=Decimal(most),
        widget=forms.NumberInput({"class": "form-control", "step": "any"}),
        **given,
    )


class LeadTimeForm(forms.Form):
    """What changes, and what it rests on."""

    lead_before = amount("Lead time now, weeks", most=LONGEST_WEEKS)
    lead_after = amount("Lead time then, weeks", most=LONGEST_WEEKS)
    owned = forms.ChoiceField(
        label="Are goods in transit ours?",
        choices=[(OURS, "Yes, from shipment on"), (NOT_OURS, "No, until they arrive")],
        widget=forms.RadioSelect,
        help_text="Needed: the answer can turn a gain into a cost.",
    )
    saving = amount("Saved on each unit", least=Decimal(-LARGEST))
    demand = amount("Units needed a week")
    sigma = amount("Units by which a week differs, usually", help_text="Its standard deviation.")
    holding = amount("Cost to keep one unit for a week")
    service = amount(
        "Percent of orders without a stock-out", least=Decimal(50), initial=Decimal(95), required=False, most=100
    )
    period_before = amount(
        "Weeks between two orders now", most=LONGEST_WEEKS, initial=Decimal(1), required=False, least=Decimal("0.01")
    )
    period_after = amount(
        "Weeks between two orders then",
        most=LONGEST_WEEKS,
        required=False,
        least=Decimal("0.01"),
        help_text="Empty: as now.",
    )

    def clean_service(self) -> Decimal:
        """The percentage, below 100: no stock is enough for always."""
        service: Decimal | None = self.cleaned_data["service"]
        if service is not None and service > Decimal("99.9"):
            raise forms.ValidationError("At most 99.9: no stock is enough for always.")
        return Decimal(95) if service is None else service

    def choice(self) -> LeadTimeChoice:
        """What the valid form asks."""
        values = self.cleaned_data
        before = values["period_before"] or Decimal(1)
        return LeadTimeChoice(
            demand=float(values["demand"]),
            sigma=float(values["sigma"]),
            factor=safety_factor(float(values["service"]) / 100),
            holding=float(values["holding"]),
            lead_time_before=float(values["lead_before"]),
            lead_time_after=float(values["lead_after"]),
            period_before=float(before),
            period_after=float(values["period_after"] or before),
            saving=float(values["saving"]),
            owns_goods_in_transit=values["owned"] == OURS,
        )
