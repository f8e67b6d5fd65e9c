from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import Pilot, PilotGuardrail, Program

MARGIN_HELP = (
    "In the unit of the metric. "
    "For a metric on a ratio scale, such as cost or lead time, as a share: 0.05 is about 5 %."
)


class PilotForm(RecordForm):
    """The protocol of a draft."""

    class Meta:
        model = Pilot
        fields: ClassVar[list[str]] = [
            "name", "flow", "primary", "change", "old_arm", "new_arm", "minimum_periods", "maximum_periods",
            "burn_in_periods", "alpha", "worthwhile_effect",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "name": forms.TextInput({"autofocus": True}),
            "change": forms.Textarea({"rows": 3}),
        }
        labels: ClassVar[dict[str, str]] = {
            "name": "What people call it",
            "flow": "Process flow",
            "primary": "Metric that decides",
            "change": "What changes",
            "old_arm": "Name of the old way",
            "new_arm": "Name of the new way",
            "minimum_periods": "Periods needed before a cut-over",
            "maximum_periods": "Periods after which it ends",
            "burn_in_periods": "First periods that do not count",
            "alpha": "How often a good verdict may be wrong",
            "worthwhile_effect": "Smallest improvement worth having",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "change": "What people do differently in the new way.",
            "old_arm": "Readings of the old way carry this label.",
            "new_arm": "Readings of the new way carry this label.",
            "minimum_periods": "Complete ones: a final reading of both ways.",
            "maximum_periods": "Without a verdict by then, it ends without one.",
            "burn_in_periods": "While people still learn: usually one planning cycle.",
            "alpha": "0.05 is at most 5 times in 100.",
            "worthwhile_effect": f"Empty when any improvement is. {MARGIN_HELP}",
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = program.metrics.select_related("metric", "flow").order_by("-role", "metric__name", "id")
        for name, rows in {"flow": program.flows.order_by("position", "id"), "primary": judged}.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
                if rows.count() == 1 and not self.is_bound and self.instance.pk is None:
                    self.initial[name] = rows.get().pk
        if not program.flows.exists():
            new = reverse("programs:flow-create", args=[program.uid])
            back = reverse("programs:pilot-create", args=[program.uid])
            self.fields["flow"].help_text = format_html('None yet: <a href="{}?next={}">New flow</a>', new, back)


class PilotDayForm(RecordForm):
    """The day of a pilot's next step."""

    on = forms.DateField(label="On", widget=DateInput({"autofocus": True}))

    class Meta:
        model = Pilot
        fields: ClassVar[list[str]] = []


class PilotReplaceForm(ActionForm):
    """The day on which the protocol changes."""

    on = forms.DateField(label="From", widget=DateInput({"autofocus": True}))


class PilotDecisionForm(PilotDayForm):
    """How the pilot ends, and why."""

    outcome = forms.ChoiceField(
        label="Decision", choices=Pilot.Outcome.choices, widget=forms.RadioSelect({"autofocus": True})
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea({"rows": 3}))
    on = forms.DateField(label="On", widget=DateInput())
    field_order = ["outcome", "reason", "on"]


class GuardrailForm(RecordForm):
    """How much a metric may lose, and who agreed."""

    class Meta:
        model = PilotGuardrail
        fields: ClassVar[list[str]] = ["margin", "agreed_with"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"margin": forms.NumberInput({"autofocus": True, "step": "any"})}
        labels: ClassVar[dict[str, str]] = {"margin": "May get worse by at most", "agreed_with": "Agreed with"}
        help_texts: ClassVar[dict[str, str]] = {
            "margin": MARGIN_HELP,
            "agreed_with": "The owners of the metric in both functions.",
        }


class NewGuardrailForm(GuardrailForm):
    """Another metric that the new way must not spoil."""

    class Meta(GuardrailForm.Meta):
        fields: ClassVar[list[str]] = ["program_metric", "margin", "agreed_with"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "program_metric": forms.Select({"autofocus": True}),
            "margin": forms.NumberInput({"step": "any"}),
        }
        labels: ClassVar[dict[str, str]] = {"program_metric": "Metric", **GuardrailForm.Meta.labels}

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["program_metric"]
        free = pilot.program.metrics.exclude(pk=pilot.primary_id).exclude(
            pk__in=pilot.guardrails.values("program_metric")
        )
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = free.select_related("metric", "flow").order_by("role", "metric__name", "id")
