from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from programs.forms.base import ActionForm, DateInput
from programs.policy_numbers import PolicyNumber, policy_numbers


class PolicyForm(ActionForm):
    """Every number of the policy, filled in with what holds now; only what differs from ``basis`` is decided.

    basis  what would hold without this decision: the defaults, or for a program the installation's numbers
    now    what holds now
    """

    effective_from = forms.DateField(label="In force from", widget=DateInput())
    reason = forms.CharField(label="Reason", widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, basis: Mapping[str, Decimal], now: Mapping[str, Decimal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis = basis
        for key, number in policy_numbers().items():
            self.fields[key] = number_field(number, basis[key])
            self.initial.setdefault(key, plain(now[key]))

    def decided(self) -> dict[str, str]:
        """Numbers that differ from the basis, by key, as decimal text."""
        given = {key: self.cleaned_data[key] for key in policy_numbers()}
        return {key: plain(value) for key, value in given.items() if value != self.basis[key]}


def number_field(number: PolicyNumber, basis: Decimal) -> forms.DecimalField:
    """A field within the number's limits; its help says what it means and what holds without a decision."""
    unit = f" {number.unit}" if number.unit else ""
    return forms.DecimalField(
        label=f"{number.group}: {number.label.lower()}" + (f" ({number.unit})" if number.unit else ""),
        min_value=number.lowest,
        max_value=number.highest,
        decimal_places=0 if number.whole else 4,
        help_text=f"{number.meaning} Without a decision {plain(basis)}{unit}.",
    )


def plain(value: Decimal) -> str:
    """The number without trailing zeros or an exponent."""
    return f"{value.normalize():f}"
