from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import Currency, ExchangeRate, FiscalPeriod

CUTS = (("quarters", "Quarters"), ("months", "Months"), ("both", "Quarters and months"))


class NewCurrencyForm(RecordForm):
    """A currency that amounts may be stated in."""

    class Meta:
        model = Currency
        fields: ClassVar[list[str]] = ["code", "name"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"code": forms.TextInput({"autofocus": True, "size": 3})}

    def clean_code(self) -> str:
        """Capital letters, however it was typed."""
        return str(self.cleaned_data["code"]).upper()


class CurrencyForm(RecordForm):
    """What a currency is called; its code stays."""

    class Meta:
        model = Currency
        fields: ClassVar[list[str]] = ["name"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"name": forms.TextInput({"autofocus": True})}


class RateForm(RecordForm):
    """What one unit of a currency is worth from a day on."""

    class Meta:
        model = ExchangeRate
        fields: ClassVar[list[str]] = ["rate", "into", "effective_from", "source"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "rate": forms.NumberInput({"autofocus": True}),
            "effective_from": DateInput(),
        }
        labels: ClassVar[dict[str, str]] = {"into": "In", "effective_from": "From"}

    def __init__(self, *args: Any, currency: Currency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].label = f"One {currency.code} is worth"
        into = self.fields["into"]
        if isinstance(into, forms.ModelChoiceField):
            into.queryset = Currency.objects.exclude(pk=currency.pk)


class RateCorrectionForm(RecordForm):
    """What the source of a rate really says."""

    class Meta:
        model = ExchangeRate
        fields: ClassVar[list[str]] = ["rate", "source"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"rate": forms.NumberInput({"autofocus": True})}


class FiscalYearForm(ActionForm):
    """A whole year, cut into its parts in one go."""

    first_day = forms.DateField(label="First day of the year", widget=DateInput({"autofocus": True}))
    cut_into = forms.ChoiceField(label="Cut into", choices=CUTS, widget=forms.RadioSelect, initial="quarters")
    name = forms.CharField(
        label="Name", max_length=20, required=False, help_text="Empty for the usual one, such as 2026/27."
    )


class FiscalPeriodForm(RecordForm):
    """One period, for years whose parts are no calendar months."""

    class Meta:
        model = FiscalPeriod
        fields: ClassVar[list[str]] = ["name", "kind", "starts_on", "ends_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput({"autofocus": True}),
            "starts_on": DateInput(),
            "ends_on": DateInput(),
        }
        labels: ClassVar[dict[str, str]] = {"starts_on": "First day", "ends_on": "Last day"}
