from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import BusinessFunction, Constraint, ConstraintObservation, FocusingStep, Resource
from programs.periods import day_name, monday_of

WEEKS_OFFERED = 13
FIRST = {"autofocus": True}


class ObservationForm(ActionForm):
    """What limited a flow in a week; the quick form sends only the resource and the basis."""

    resource = forms.ModelChoiceField(
        Resource.objects.none(), label="What limited the flow?", widget=forms.Select(FIRST)
    )
    basis = forms.ChoiceField(
        label="How is it known?",
        choices=ConstraintObservation.Basis.choices,
        initial=ConstraintObservation.Basis.OPINION,
    )
    week_starts_on = forms.TypedChoiceField(label="Week", required=False, coerce=date.fromisoformat, empty_value=None)
    source = forms.CharField(
        label="Who or what says so?",
        required=False,
        max_length=150,
        help_text="Leave it empty when it is you; else a board or a system, such as the scheduling system.",
    )
    severity = forms.DecimalField(
        label="Hours lost in the week", required=False, min_value=0, max_digits=8, decimal_places=2
    )
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, first: Iterable[Resource] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_week = monday_of(timezone.localdate())
        weeks = [this_week - timedelta(weeks=back) for back in range(WEEKS_OFFERED)]
        week = self.fields["week_starts_on"]
        if isinstance(week, forms.TypedChoiceField):
            week.choices = [(str(day), f"From {day_name(day)}") for day in weeks]
        offer(self, Resource.objects.in_use(weeks[-1]), first=first)

    def clean_week_starts_on(self) -> date:
        """The week that was chosen; the current one when none was."""
        chosen: date | None = self.cleaned_data["week_starts_on"]
        return chosen or monday_of(timezone.localdate())


def offer(form: forms.Form, resources: QuerySet[Resource], *, first: Iterable[Resource]) -> None:
    """Offers the resources in the form: those of the program first, the others of the installation below them."""
    field = form.fields["resource"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = resources
    by_key = {row.pk: row for row in resources.order_by("name", "id")}
    own = [row for row in first if row.pk in by_key]
    keys = {row.pk for row in own}
    groups = (("Of this program", own), ("Others", [row for key, row in by_key.items() if key not in keys]))
    field.widget.choices = [
        ("", "Choose"),
        *[(name, [(row.pk, str(row)) for row in rows]) for name, rows in groups if rows],
    ]


class OfResourcesInUse(ActionForm):
    """A form in which one of the resources is chosen that were not retired long ago; ``first`` are of the program."""

    resource = forms.ModelChoiceField(Resource.objects.none(), label="Resource", widget=forms.Select(FIRST))

    def __init__(self, *args: Any, first: Iterable[Resource] = (), former: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = Resource.objects.in_use(timezone.localdate())
        offer(self, in_use if former is None else in_use.exclude(pk=former), first=first)


class NameConstraintForm(OfResourcesInUse):
    """The resource that limits a flow, from a day on."""

    on = forms.DateField(label="Limits the flow from", widget=DateInput())


class MoveConstraintForm(OfResourcesInUse):
    """The resource that limits a flow instead of the former one."""

    on = forms.DateField(label="From", widget=DateInput(), help_text="The former one ends the day before.")
    end_reason = forms.CharField(label="How is it known that it moved?", widget=forms.Textarea({"rows": 2}))
    field_order = ("resource", "on", "end_reason")


class FocusingStepForm(ActionForm):
    """The focusing step that the work on a constraint is in from a day on."""

    step = forms.ChoiceField(label="Step", choices=FocusingStep.Step.choices, widget=forms.Select(FIRST))
    on = forms.DateField(label="From", widget=DateInput())
    note = forms.CharField(label="What is done", required=False, widget=forms.Textarea({"rows": 2}))


class EndConstraintForm(RecordForm):
    """The last day of a constraint, and how it is known."""

    class Meta:
        model = Constraint
        fields: ClassVar[list[str]] = ["ended_on", "end_reason"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "ended_on": DateInput({"required": True, **FIRST}),
            "end_reason": forms.Textarea({"rows": 2, "required": True}),
        }
        labels: ClassVar[dict[str, str]] = {
            "ended_on": "Last day on which it limited the flow",
            "end_reason": "How is it known that it limits no longer?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True


class ResourceForm(RecordForm):
    """What can limit a flow."""

    class Meta:
        model = Resource
        fields: ClassVar[list[str]] = ["name", "kind", "description"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput(FIRST),
            "description": forms.Textarea({"rows": 2}),
        }


class NewResourceForm(ResourceForm):
    """A resource with the function that controls it, when that is known."""

    function = forms.ModelChoiceField(
        BusinessFunction.objects.all(),
        required=False,
        label="Controlled by",
        help_text="The function whose decisions it follows. Leave it empty when nobody knows yet.",
    )
    on = forms.DateField(label="Since", required=False, widget=DateInput())
    field_order = ("name", "kind", "function", "on", "description")


class ControlForm(ActionForm):
    """The function that controls a resource from a day on."""

    function = forms.ModelChoiceField(BusinessFunction.objects.all(), label="Controlled by", widget=forms.Select(FIRST))
    on = forms.DateField(
        label="From", widget=DateInput(), help_text="Who controlled it before, did so until the day before."
    )


class RetireForm(RecordForm):
    """The last day of a resource."""

    class Meta:
        model = Resource
        fields: ClassVar[list[str]] = ["retired_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"retired_on": DateInput({"required": True, **FIRST})}
        labels: ClassVar[dict[str, str]] = {"retired_on": "Last day of use"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retired_on"].required = True
