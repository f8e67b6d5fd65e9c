from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Count, Q
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import CoordinationIncident, Currency, Interface, ProcessFlow, Program

AS_BUTTONS = 8


class QuickIncidentForm(ActionForm):
    """An incident in three choices: where, what followed, how large. Everything else may come later."""

    interface = forms.ModelChoiceField(
        Interface.objects.none(), label="Where", error_messages={"required": "Choose the hand-off where it happened."}
    )
    consequence = forms.ChoiceField(
        label="What followed",
        choices=CoordinationIncident.Consequence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what followed."},
    )
    band = forms.ChoiceField(
        label="What it cost, at a glance",
        choices=CoordinationIncident.Band.choices,
        widget=forms.RadioSelect,
        help_text="Tells small from large at once. Rankings by cost wait for the exact cost, which can come later.",
        error_messages={"required": "Choose how large it was, as far as you can tell."},
    )
    happened_on = forms.DateField(label="Day", widget=DateInput())
    failure_mode = forms.ChoiceField(
        label="Why", required=False, choices=[("", "Not known yet"), *CoordinationIncident.FailureMode.choices]
    )
    flow = forms.ModelChoiceField(
        ProcessFlow.objects.none(),
        label="Flow",
        required=False,
        empty_label="The flow that uses it",
        help_text="Only when several flows use this hand-off.",
    )
    party = forms.CharField(label="Supplier or customer it hit", required=False, max_length=150)
    description = forms.CharField(label="What happened", required=False, widget=forms.Textarea({"rows": 2}))
    amount = forms.DecimalField(label="Cost", required=False, min_value=0, max_digits=20, decimal_places=2)
    currency = forms.CharField(label="Currency of the cost", required=False, max_length=3)
    hours = forms.DecimalField(label="Hours lost", required=False, min_value=0, max_digits=10, decimal_places=2)

    choices = ("interface", "consequence", "band")
    details = ("failure_mode", "flow", "party", "description", "amount", "currency", "hours")

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_on", timezone.localdate())
        reporting = Currency.objects.filter(is_reporting=True).first()
        self.reporting = str(reporting or "")
        if reporting is not None:
            self.fields["band"].label = f"What it cost in {reporting}, at a glance"
        interfaces = most_used_first(program)
        used = list(interfaces)
        interface, flow = self.fields["interface"], self.fields["flow"]
        assert isinstance(interface, forms.ModelChoiceField)
        assert isinstance(flow, forms.ModelChoiceField)
        interface.queryset, flow.queryset = interfaces, program.flows.all()
        if len(used) <= AS_BUTTONS:
            interface.widget = forms.RadioSelect()
        rows: list[tuple[Any, str]] = [(row.pk, str(row)) for row in used]
        interface.widget.choices = rows if len(used) <= AS_BUTTONS else [("", "Choose"), *rows]

    @property
    def chosen(self) -> list[forms.BoundField]:
        """The three questions that an incident needs."""
        return [self[name] for name in self.choices]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be said as well, or later."""
        return [self[name] for name in self.details]

    @property
    def is_more_wrong(self) -> bool:
        """Whether something under More was refused, so that it must stand open."""
        return any(name in self.errors for name in self.details)


class IncidentForm(RecordForm):
    """An incident with other words; what it cost has a form of its own."""

    class Meta:
        model = CoordinationIncident
        fields: ClassVar[list[str]] = [
            "interface", "happened_on", "consequence", "band", "failure_mode", "flow", "party", "description",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "happened_on": DateInput(),
            "description": forms.Textarea({"rows": 3}),
        }
        labels: ClassVar[dict[str, str]] = {
            "interface": "Where", "happened_on": "Day", "consequence": "What followed", "band": "At a glance",
            "failure_mode": "Why", "party": "Supplier or customer", "description": "What happened",
        }  # fmt: skip

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {
            "interface": most_used_first(program, also=self.instance.interface_id),
            "flow": program.flows.all(),
        }
        for name, choices in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices


class IncidentCostForm(RecordForm):
    """What an incident cost, once somebody found out."""

    class Meta:
        model = CoordinationIncident
        fields: ClassVar[list[str]] = ["amount", "currency", "hours"]
        labels: ClassVar[dict[str, str]] = {"amount": "Cost", "hours": "Hours lost"}
        widgets: ClassVar[dict[str, forms.Widget]] = {"amount": forms.NumberInput({"autofocus": True, "min": 0})}
        help_texts: ClassVar[dict[str, str]] = {
            "amount": "In money, as far as it is known.",
            "currency": "Its three letters, such as EUR.",
            "hours": "Working hours that it took to mend, if they were counted.",
        }


class WithdrawForm(ActionForm):
    """The day from which an incident says nothing any more."""

    on = forms.DateField(label="Withdrawn on", widget=DateInput())


def most_used_first(program: Program, *, also: int | None = None) -> Any:
    """Interfaces that the program uses, and the one with the key ``also``: most incidents first, then by name."""
    here = Q(incidents__program=program, incidents__withdrawn_on__isnull=True)
    used = Interface.objects.used_by(program)
    return (
        Interface.objects.filter(Q(pk__in=used.values("pk")) | Q(pk=also))
        .select_related("from_function", "to_function")
        .annotate(incidents_here=Count("incidents", filter=here))
        .order_by("-incidents_here", "from_function__name", "to_function__name", "id")
    )


def usual_currency(program: Program) -> str:
    """The currency in which the program last stated what an incident cost; empty when it never did."""
    stated = program.incidents.exclude(currency="").order_by("-happened_on", "-id")
    return stated.values_list("currency", flat=True).first() or ""
