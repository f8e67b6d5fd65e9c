from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from programs.actions.sessions import MOST_AT_ONCE, Attendance, Series
from programs.forms.base import ActionForm, Conflict, DateInput, RecordForm, with_text
from programs.models import BusinessFunction, IntegratedSession, PmoIntervention, ProcessFlow, Program


def functions_of(program: Program) -> QuerySet[BusinessFunction]:
    """Functions with a stage in a flow of the program or a lead in it, by name; every function while it has none."""
    own = BusinessFunction.objects.filter(
        Q(stages__flow__program=program) | Q(pk__in=program.memberships.values("function_id"))
    ).distinct()
    return own if own.exists() else BusinessFunction.objects.all()


def in_words(value: object) -> str:
    """A typed or stored value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "nothing"


class FlowForm(ActionForm):
    """A form about one flow of the program; the only one is not asked for."""

    flow = forms.ModelChoiceField(ProcessFlow.objects.none(), label="Process flow", empty_label=None)

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flows = program.flows.order_by("position", "id")
        self.choose("flow", flows)
        if flows.count() == 1:
            self.fields["flow"].widget = forms.HiddenInput()
            self.initial["flow"] = flows.get().pk

    def choose(self, name: str, rows: QuerySet[Any]) -> None:
        """The rows as the choices of a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class SessionsForm(FlowForm):
    """One session or a series of them, with the functions that each needs."""

    first_on = forms.DateField(label="First day", widget=DateInput({"autofocus": True}))
    every_days = forms.IntegerField(
        label="Days from one to the next", min_value=1, max_value=366, initial=7, help_text="7 is every week."
    )
    count = forms.IntegerField(label="How many sessions", min_value=1, max_value=MOST_AT_ONCE, initial=12)
    functions = forms.ModelMultipleChoiceField(
        BusinessFunction.objects.none(),
        label="Functions that must be there",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the functions that the session needs."},
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, program=program, **kwargs)
        functions = functions_of(program)
        self.choose("functions", functions)
        self.initial["functions"] = list(functions.filter(stages__flow__program=program).distinct())
        self.initial["first_on"] = timezone.localdate() + timedelta(days=7)

    def series(self) -> Series:
        """The days that were given."""
        values = self.cleaned_data
        return Series(first_on=values["first_on"], every_days=values["every_days"], count=values["count"])


class HeldForm(RecordForm):
    """Who came to a session and which demand plan each worked from: one version for all, others beside it."""

    on = forms.DateField(label="Held on", widget=DateInput({"autofocus": True}))
    demand_plan = forms.CharField(
        label="Version of the demand plan that everybody used",
        required=False,
        max_length=80,
        help_text="As people call it, such as “March, version 2”.",
    )

    class Meta:
        model = IntegratedSession
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.rows = list(self.instance.functions.select_related("function").order_by("function__name", "id"))
        plans = {row.demand_plan for row in self.rows if row.came}
        common = plans.pop() if len(plans) == 1 else ""
        self.initial["on"] = self.instance.held_on or min(self.instance.scheduled_on, today)
        self.initial["demand_plan"] = common
        for row in self.rows:
            name, key = str(row.function), row.function_id
            self.fields[f"came_{key}"] = forms.BooleanField(
                label=f"{name} came", required=False, initial=row.came is not False
            )
            self.fields[f"plan_{key}"] = forms.CharField(
                label=f"Another version, used by {name}",
                required=False,
                max_length=80,
                initial="" if common else row.demand_plan,
            )

    def attendance(self) -> list[Attendance]:
        """Functions that came, each with its own version where one was typed, else the common one."""
        values = self.cleaned_data
        return [
            Attendance(function=row.function, demand_plan=values[f"plan_{row.function_id}"] or values["demand_plan"])
            for row in self.rows
            if values[f"came_{row.function_id}"]
        ]

    def show_conflict(self, current_version: int) -> None:
        """What was ticked and typed beside what somebody else recorded meanwhile."""
        stored = HeldForm(instance=IntegratedSession.objects.get(pk=self.instance.pk), today=self.today)
        pairs = [(self[name], stored[name]) for name in self.fields if name != "version" and name in stored.fields]
        self.conflicts = [
            Conflict(label=str(mine.label), typed=in_words(mine.value()), stored=in_words(theirs.value()))
            for mine, theirs in pairs
            if in_words(mine.value()) != in_words(theirs.value())
        ]
        self.data = with_text(self.data, "version", str(current_version))


class CancelForm(RecordForm):
    """Why a session did not happen."""

    reason = forms.CharField(label="Why it did not happen", widget=forms.Textarea({"rows": 2, "autofocus": True}))

    class Meta:
        model = IntegratedSession
        fields: ClassVar[list[str]] = []


class InterventionForm(FlowForm):
    """What the PMO did in place of the functions, in three choices."""

    kind = forms.ChoiceField(label="The PMO", choices=PmoIntervention.Kind.choices, widget=forms.RadioSelect)
    function = forms.ModelChoiceField(
        BusinessFunction.objects.none(), label="In place of", required=False, empty_label="No function in particular"
    )
    happened_on = forms.DateField(label="On", widget=DateInput())
    field_order = ["kind", "flow", "function", "happened_on"]

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, program=program, **kwargs)
        self.choose("function", functions_of(program))
        self.initial["happened_on"] = timezone.localdate()
