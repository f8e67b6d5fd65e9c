from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.decision_rights import flow_field
from programs.forms.holders import Holders, holder_field
from programs.models import BusinessFunction, DecisionRecord, DecisionRight, Program

IS_TRADE_OFF = "It is a trade-off: one function gains, another pays"
ALTERNATIVES = "The chosen one counts. Empty when nobody noted it."


def right_field(program: Program) -> forms.ModelChoiceField[DecisionRight]:
    """The recurring decision of which this is one."""
    return forms.ModelChoiceField(
        program.decision_rights.order_by("decision", "id"), label="Recurring decision", required=False,
        empty_label="None: it comes once", help_text="It says who should decide.",
    )  # fmt: skip


def alternatives_field() -> forms.IntegerField:
    """How many ways were considered."""
    return forms.IntegerField(
        label="Ways considered", required=False, min_value=1, max_value=32767, help_text=ALTERNATIVES
    )


class QuestionForm(ActionForm):
    """A question that waits for a decision."""

    question = forms.CharField(
        label="What must be decided", max_length=250, widget=forms.TextInput({"autofocus": True})
    )
    on = forms.DateField(label="Raised on", widget=DateInput())

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["right"] = right_field(program)
        if program.flows.exists():
            self.fields["flow"] = flow_field(program)


class DecideForm(ActionForm):
    """What was decided, by whom, and on which day."""

    outcome = forms.CharField(label="What was decided", widget=forms.Textarea({"rows": 2, "autofocus": True}))
    on = forms.DateField(label="Decided on", widget=DateInput())
    alternatives = alternatives_field()
    is_trade_off = forms.BooleanField(label=IS_TRADE_OFF, required=False)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = Holders(program)
        self.fields["holder"] = holder_field(self.holders, label="Who decided")
        self.order_fields(["outcome", "holder", "on"])

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the arguments of the action."""
        values = dict(self.cleaned_data)
        return {**self.holders.arguments(values.pop("holder"), prefix="decided_"), **values}


class DecidedForm(DecideForm):
    """A decision that was raised and made before anybody wrote it down."""

    question = forms.CharField(
        label="What had to be decided", max_length=250, widget=forms.TextInput({"autofocus": True})
    )
    raised_on = forms.DateField(
        label="Raised on", widget=DateInput(), help_text="The day the question came up: the wait counts from here."
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, program=program, **kwargs)
        del self.fields["outcome"].widget.attrs["autofocus"]
        self.fields["right"] = right_field(program)
        self.order_fields(["question", "outcome", "raised_on", "on", "holder", "right"])


class DecisionForm(RecordForm):
    """The words and the place of a decision; when and by whom it was made stays."""

    class Meta:
        model = DecisionRecord
        fields: ClassVar[list[str]] = ["question", "right", "flow", "alternatives", "is_trade_off"]

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].label = "What must be decided"
        self.fields["right"] = right_field(program)
        self.fields["flow"] = flow_field(program)
        self.fields["alternatives"] = alternatives_field()
        self.fields["is_trade_off"].label = IS_TRADE_OFF
        self.fields["is_trade_off"].help_text = ""


class OverrideForm(ActionForm):
    """Who overrode a decision, when and why."""

    reason = forms.CharField(label="Why it was overridden", widget=forms.Textarea({"rows": 2, "autofocus": True}))
    function = forms.ModelChoiceField(
        BusinessFunction.objects.order_by("name", "id"), label="Overridden by", required=False,
        empty_label="Somebody above all functions",
    )  # fmt: skip
    on = forms.DateField(label="Overridden on", widget=DateInput())
