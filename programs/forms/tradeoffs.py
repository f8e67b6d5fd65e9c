from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, DecisionRecord, MarketShift, Program, SharedMetric

GAIN, COST = "gain", "cost"


class TradeOffForm(ActionForm):
    """What one function's choice does to another, as expected now."""

    title = forms.CharField(label="The choice", max_length=250, help_text="Such as: supplier lead time 4 to 8 weeks.")
    originator = forms.ModelChoiceField(BusinessFunction.objects.all(), label="Who chooses")
    affected = forms.ModelChoiceField(BusinessFunction.objects.all(), label="Who feels it")
    sign = forms.ChoiceField(
        label="What it is for them",
        choices=[(COST, "A cost"), (GAIN, "A gain")],
        widget=forms.RadioSelect,
        initial=COST,
    )
    amount = forms.DecimalField(label="How much", min_value=0, max_digits=20, decimal_places=2)
    currency = forms.CharField(max_length=3, help_text="Its three letters, such as EUR.")
    method = forms.CharField(
        label="How it was found", widget=forms.Textarea({"rows": 2}), help_text="The method and what went into it."
    )
    metric = forms.ModelChoiceField(SharedMetric.objects.all(), label="Metric it shows in", required=False)
    decision = forms.ModelChoiceField(DecisionRecord.objects.none(), label="Decision it came with", required=False)
    owns_goods_in_transit = forms.NullBooleanField(
        label="Are goods in transit ours?",
        required=False,
        help_text="Needed when lead time changes: the answer can turn a gain into a cost.",
    )
    expected_from = forms.DateField(label="Felt from", widget=DateInput(), required=False)
    expected_to = forms.DateField(label="Felt until", widget=DateInput(), required=False)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ModelChoiceField)
        decision.queryset = DecisionRecord.objects.filter(program=program)


class TrueUpForm(ActionForm):
    """What an effect really was."""

    on = forms.DateField(label="Found out on", widget=DateInput())
    sign = forms.ChoiceField(
        label="What it was for them",
        choices=[(COST, "A cost"), (GAIN, "A gain")],
        widget=forms.RadioSelect,
        initial=COST,
    )
    amount = forms.DecimalField(label="How much", min_value=0, max_digits=20, decimal_places=2)
    method = forms.CharField(label="How it was measured", widget=forms.Textarea({"rows": 2}))


class ReasonForm(ActionForm):
    """Why an estimate is disputed or taken back."""

    on = forms.DateField(label="Day", widget=DateInput())
    reason = forms.CharField(label="Reason", widget=forms.Textarea({"rows": 3}))


class ShiftForm(RecordForm):
    """A change of the market."""

    class Meta:
        model = MarketShift
        fields: ClassVar[list[str]] = ["title", "visible_on", "flow", "description", "floor_changed_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "visible_on": DateInput(),
            "floor_changed_on": DateInput(),
            "description": forms.Textarea({"rows": 2}),
        }
        labels: ClassVar[dict[str, str]] = {
            "title": "What changed in the market",
            "visible_on": "Visible from",
            "floor_changed_on": "The floor has worked to it since",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "visible_on": "The first day on which anybody could have seen it.",
            "floor_changed_on": "Empty while it has not.",
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flow = self.fields["flow"]
        assert isinstance(flow, forms.ModelChoiceField)
        flow.queryset = program.flows.all()


class NewShiftForm(ShiftForm):
    """A change of the market with the functions that it has to reach."""

    functions = forms.ModelMultipleChoiceField(
        BusinessFunction.objects.all(),
        label="Functions it has to reach",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ["title", "visible_on", "functions"]


class ResponseForm(ActionForm):
    """When a function knew, and when it had planned anew."""

    function = forms.ModelChoiceField(BusinessFunction.objects.all())
    known_on = forms.DateField(label="Knew on", widget=DateInput(), required=False)
    replanned_on = forms.DateField(label="Had planned anew on", widget=DateInput(), required=False)
