from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.holders import Holders, boxes, holder_field
from programs.models import (
    Authority,
    BusinessFunction,
    DecisionRight,
    ProcessFlow,
    Program,
    Resource,
    Team,
    TeamFunction,
)

HOW_OFTEN = "Roughly is enough: 4 is about once a week, 20 once a working day. Empty when nobody knows."


def flow_field(program: Program) -> forms.ModelChoiceField[ProcessFlow]:
    """The process flow it belongs to, when it belongs to one."""
    return forms.ModelChoiceField(
        program.flows.order_by("position", "id"), label="Process flow", required=False, empty_label="All of the program"
    )


class NewRightForm(ActionForm):
    """A decision that recurs, the resources it commits and who holds which part in it today."""

    decision = forms.CharField(
        label="What is decided", max_length=200, widget=forms.TextInput({"autofocus": True}),
        help_text="Such as: which orders are expedited.",
    )  # fmt: skip
    times_a_month = forms.DecimalField(
        label="Times a month", required=False, min_value=0, max_digits=8, decimal_places=2, help_text=HOW_OFTEN
    )
    valid_from = forms.DateField(
        label="Held like this since", widget=DateInput(), help_text="The first day, as far as anybody remembers."
    )
    resources = forms.ModelMultipleChoiceField(
        Resource.objects.filter(retired_on__isnull=True), label="Resources it commits", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What it uses up, such as a supplier's or a line's capacity.",
    )  # fmt: skip

    def __init__(self, *args: Any, program: Program, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = Holders(program)
        functions = [(key, str(each)) for key, each in self.holders.functions.items()]
        self.initial.setdefault("valid_from", since)
        self.fields["deciding"] = boxes(
            "Who decides today", choices=self.holders.flat(), help_text="As it is: nobody, one, or several."
        )
        self.fields["recommending"] = boxes("Who recommends", choices=functions)
        self.fields["giving_input"] = boxes("Who gives input", choices=functions)
        if program.flows.exists():
            self.fields["flow"] = flow_field(program)

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the arguments of the action."""
        values = dict(self.cleaned_data)
        deciding, functions, teams = values.pop("deciding"), self.holders.functions, self.holders.teams
        values["deciding_functions"] = [functions[key] for key in deciding if key in functions]
        values["deciding_teams"] = [teams[key] for key in deciding if key in teams]
        for part in ("recommending", "giving_input"):
            values[part] = [functions[key] for key in values[part]]
        return values


class RightForm(RecordForm):
    """The words of a recurring decision, its flow and how often it is made."""

    class Meta:
        model = DecisionRight
        fields: ClassVar[list[str]] = ["decision", "times_a_month", "flow"]
        labels: ClassVar[dict[str, str]] = {
            "decision": "What is decided", "times_a_month": "Times a month", "flow": "Process flow",
        }  # fmt: skip
        help_texts: ClassVar[dict[str, str]] = {"times_a_month": HOW_OFTEN}

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flow"] = flow_field(program)


class RightEndForm(RecordForm):
    """The last day on which anybody makes the decision."""

    class Meta:
        model = DecisionRight
        fields: ClassVar[list[str]] = ["ended_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"ended_on": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"ended_on": "Last day"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = True


class MoveForm(ActionForm):
    """Who decides from a day on, alone."""

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = Holders(program)
        self.fields["holder"] = holder_field(self.holders, label="Who decides then")
        self.fields["holder"].widget.attrs["autofocus"] = True
        self.fields["valid_from"] = forms.DateField(
            label="From", widget=DateInput(), help_text="Whoever decides today does so until the day before."
        )

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the arguments of the action."""
        values = dict(self.cleaned_data)
        return {**self.holders.arguments(values.pop("holder")), **values}


class AuthorityForm(MoveForm):
    """One more function or team that decides, recommends or gives input."""

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, program=program, **kwargs)
        self.fields["holder"].label = "Function or team"
        self.fields["role"] = forms.ChoiceField(
            label="Part", choices=Authority.Role.choices, initial=Authority.Role.RECOMMEND
        )
        self.fields["valid_from"].help_text = ""
        self.order_fields(["holder", "role"])


class LastDayForm(RecordForm):
    """The last day of what a function or a team holds."""

    class Meta:
        model = Authority
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].required = True


class SeatEndForm(RecordForm):
    """The last day of a function's seat in a team."""

    class Meta:
        model = TeamFunction
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"required": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].required = True


class CommitForm(ActionForm):
    """One more resource that a decision commits."""

    resource = forms.ModelChoiceField(Resource.objects.filter(retired_on__isnull=True))


class NewTeamForm(ActionForm):
    """A team with its functions and which of them holds the deciding vote."""

    name = forms.CharField(
        max_length=150, widget=forms.TextInput({"autofocus": True}),
        help_text="After the customer segment or product line it answers for.",
    )  # fmt: skip
    valid_from = forms.DateField(label="Since", widget=DateInput())
    functions = forms.ModelMultipleChoiceField(
        BusinessFunction.objects.order_by("name", "id"), label="Functions in the team",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    deciding = forms.ModelChoiceField(
        BusinessFunction.objects.order_by("name", "id"), label="Deciding vote", required=False,
        empty_label="Nobody yet", help_text="The function whose word counts when the team does not agree.",
    )  # fmt: skip

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if program.flows.exists():
            self.fields["flow"] = flow_field(program)


class TeamForm(RecordForm):
    """The name of a team and its flow."""

    class Meta:
        model = Team
        fields: ClassVar[list[str]] = ["name", "flow"]
        labels: ClassVar[dict[str, str]] = {"flow": "Process flow"}

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flow"] = flow_field(program)


class SeatForm(ActionForm):
    """A function and the day from which it sits in the team, or holds its vote."""

    function = forms.ModelChoiceField(BusinessFunction.objects.order_by("name", "id"))
    valid_from = forms.DateField(label="From", widget=DateInput())
