from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.installation import missing_function
from programs.forms.levels import LevelInput, offer_levels
from programs.models import BusinessFunction, FlowStage, Gate, ProcessFlow, Program

FIRST_DAYS = {"G0": 21, "G1": 35, "G2": 49, "G3": 84, "GR": 112, "G4": 168, "G5": 240}


class GatesForm(ActionForm):
    """The expected date of each gate of the sequence that the program does not have yet; empty is left out."""

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = set(program.gates.values_list("code", flat=True))
        for code, label in Gate.Code.choices:
            if code not in present:
                self.fields[code] = forms.DateField(label=f"{code} {label}", required=False, widget=DateInput())
                if program.start_on is not None:
                    self.initial[code] = program.start_on + timedelta(days=FIRST_DAYS[code])

    def expected(self) -> dict[str, date]:
        """The dates that were given, in the order of the sequence."""
        return {code: on for code, on in self.cleaned_data.items() if on is not None}


class GateForm(RecordForm):
    """What must be true for the gate to be passed."""

    class Meta:
        model = Gate
        fields: ClassVar[list[str]] = ["criteria"]


class BaselineForm(ActionForm):
    """Why the plan is frozen now."""

    on = forms.DateField(label="Locked on", widget=DateInput())
    reason = forms.CharField(label="Reason", widget=forms.Textarea({"rows": 2}))


class FlowForm(RecordForm):
    """A process flow of the program."""

    class Meta:
        model = ProcessFlow
        fields: ClassVar[list[str]] = ["name", "segment_kind", "position", "state"]


class NewFlowForm(FlowForm):
    """A process flow, and its first hand-off when somebody knows it already."""

    from_function = forms.ModelChoiceField(
        BusinessFunction.objects.all(), label="First hand-off: from", required=False, empty_label="Add it later"
    )
    to_function = forms.ModelChoiceField(
        BusinessFunction.objects.all(), label="First hand-off: to", required=False, empty_label="Add it later"
    )
    field_order = ["name", "segment_kind", "from_function", "to_function"]
    folded = ("position", "state")

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("segment_kind", ProcessFlow.SegmentKind.PRODUCT_LINE)
        self.fields["to_function"].help_text = missing_function(back)

    def clean(self) -> dict[str, Any]:
        """Refuses one function alone: a hand-off has two."""
        values = super().clean() or {}
        for one, other in (("from_function", "to_function"), ("to_function", "from_function")):
            if values.get(one) and not values.get(other):
                self.add_error(other, "A hand-off has two functions: name this one too, or neither.")
        return values


LEVEL_HELP = (
    "The function's planning cycle that the stage works by, such as weekly scheduling. It gives the waiting time."
)


class StageForm(ActionForm):
    """A new last stage of a flow."""

    name = forms.CharField(label="Stage", max_length=200, widget=forms.TextInput({"autofocus": True}))
    function = forms.ModelChoiceField(BusinessFunction.objects.all(), label="Held by")
    planning_level = forms.CharField(
        label="Plans by", max_length=120, required=False, widget=LevelInput(), help_text=LEVEL_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_levels(self.fields["planning_level"])


class StageEditForm(RecordForm):
    """What a stage is called, and the cycle it works by."""

    class Meta:
        model = FlowStage
        fields: ClassVar[list[str]] = ["name", "planning_level"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"planning_level": LevelInput({"autofocus": True})}
        labels: ClassVar[dict[str, str]] = {"planning_level": "Plans by"}
        help_texts: ClassVar[dict[str, str]] = {"planning_level": LEVEL_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_levels(self.fields["planning_level"], of=self.instance.function)
