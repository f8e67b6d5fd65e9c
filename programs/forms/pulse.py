from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput
from programs.forms.culture import functions_of
from programs.models import BusinessFunction, Program
from programs.pulse_items import ANSWERS, ITEMS

USUAL_DAYS = 14


class WaveForm(ActionForm):
    """A wave of the pulse: when, and how many people of each function are asked."""

    name = forms.CharField(label="Name", max_length=120, widget=forms.TextInput({"autofocus": True}))
    opens_on = forms.DateField(label="First day", widget=DateInput())
    closes_on = forms.DateField(label="Last day", widget=DateInput())

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial["name"] = f"Pulse {today:%B %Y}"
        self.initial["opens_on"] = today
        self.initial["closes_on"] = today + timedelta(days=USUAL_DAYS)
        self.functions = list(functions_of(program))
        for function in self.functions:
            self.fields[f"people_{function.pk}"] = forms.IntegerField(
                label=f"People asked in {function}", required=False, min_value=1, max_value=5_000
            )

    def invited(self) -> dict[BusinessFunction, int]:
        """People to ask in each function; functions that were left empty are not asked."""
        asked = {function: self.cleaned_data[f"people_{function.pk}"] for function in self.functions}
        return {function: number for function, number in asked.items() if number}


class PulseForm(forms.Form):
    """The eight statements, each with five answers in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            self.fields[item.key] = forms.TypedChoiceField(
                label=item.text,
                choices=ANSWERS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one of the five answers."},
            )

    def scores(self) -> list[int]:
        """The answers in the order of the statements."""
        return [self.cleaned_data[item.key] for item in ITEMS]
