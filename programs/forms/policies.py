from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from programs.forms.base import ActionForm, DateInput
from programs.policy_numbers import PolicyNumber, policy_numbers

NOT_USED = "Not used by any number yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGroup:
    """Fields that stand under one heading of the form, folded until one of them was refused."""

    name: str
    fields: list[forms.BoundField]

    @property
    def is_wrong(self) -> bool:
        """Whether one of its fields was refused, so that it must stand open."""
        return any(field.errors for field in self.fields)


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

    def groups(self) -> list[NumberGroup]:
        """The numbers under the headings of the catalog; those that nothing uses yet come last, together."""
        named: dict[str, list[forms.BoundField]] = {}
        for key, number in policy_numbers().items():
            if number.method:
                named.setdefault(number.group, []).append(self[key])
        named[NOT_USED] = [self[key] for key, number in policy_numbers().items() if not number.method]
        return [NumberGroup(name=name, fields=fields) for name, fields in named.items() if fields]

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
