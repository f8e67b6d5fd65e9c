from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.metrics import PercentField
from programs.models import Pilot, PilotGuardrail, Program, ProgramMetric, SharedMetric

if TYPE_CHECKING:
    ProgramMetricChoice = forms.ModelChoiceField[ProgramMetric]
else:
    ProgramMetricChoice = forms.ModelChoiceField

HUNDRED = Decimal(100)
AS_THE_LIST_SAYS = "In percent, in points or in the unit of the metric, as it says behind the name of the metric."


def compared_in(metric: SharedMetric) -> str:
    """What differences of the metric are given in: percent, points, or its unit."""
    if metric.is_ratio_scale:
        return "percent"
    return "points" if metric.unit.strip() == "%" else metric.unit


class DifferenceField(forms.DecimalField):
    """A difference of a metric; a share is typed in percent where the metric is compared so.

    is_share  whether the stored number is a share
    """

    def __init__(self, *, is_share: bool, **options: Any) -> None:
        super().__init__(**options, max_digits=20, decimal_places=6, widget=forms.NumberInput({"step": "any"}))
        self.is_share = is_share

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{(value * HUNDRED if self.is_share else value).normalize():f}"
        return value


def stored_difference(value: Decimal | None, metric: ProgramMetric | None) -> Decimal | None:
    """What is stored of a typed difference: of percent a share.

    raises  ValidationError when percent are asked for and nothing would be left to compare
    """
    if value is None or metric is None or not metric.metric.is_ratio_scale:
        return value
    if value >= HUNDRED:
        raise forms.ValidationError(f"{metric.metric} is compared in percent: give less than 100.")
    return value / HUNDRED


class JudgedChoice(ProgramMetricChoice):
    """Metrics of a program, each with what its differences are stated in."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} (in {compared_in(obj.metric)})"


class PilotForm(RecordForm):
    """The protocol of a draft; its usual numbers stand folded."""

    folded = (
        "old_arm", "new_arm", "minimum_periods", "maximum_periods", "burn_in_periods", "alpha", "worthwhile_effect",
    )  # fmt: skip

    @property
    def folded_label(self) -> str:
        names = ("minimum_periods", "maximum_periods", "burn_in_periods", "alpha")
        first, last, run_in, wrong = (self[name].value() for name in names)
        left_out = "the first not counted" if str(run_in) == "1" else f"the first {run_in} not counted"
        return f"Usual values: {first} to {last} periods, {left_out}, {wrong} % risk of a false success"

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
        }
        help_texts: ClassVar[dict[str, str]] = {
            "change": "What people do differently in the new way.",
            "old_arm": "Readings of the old way carry this label.",
            "new_arm": "Readings of the new way carry this label.",
            "minimum_periods": "A number of weeks or months, as the metric is read, with a final reading of both ways.",
            "maximum_periods": "A number of weeks or months. Without a verdict by then, it ends without one.",
            "burn_in_periods": "A number of weeks or months, while people still learn: usually one planning cycle.",
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = program.metrics.select_related("metric", "flow").order_by("-role", "metric__name", "id")
        self.fields["primary"] = JudgedChoice(judged, label="Metric that decides")
        self.fields["alpha"] = PercentField(
            label="How often a good verdict may be wrong, in percent",
            initial=Pilot._meta.get_field("alpha").default,
            min_value=Decimal("0.1"),
            decimal_places=1,
        )
        self.fields["worthwhile_effect"] = DifferenceField(
            label="Smallest improvement worth having",
            required=False,
            help_text=f"{AS_THE_LIST_SAYS} Empty when any improvement is.",
            is_share=self.instance.pk is not None and self.instance.primary.metric.is_ratio_scale,
        )
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

        if not program.metrics.exists():
            new = reverse("programs:program-metric-create", args=[program.uid])
            self.fields["primary"].help_text = format_html('None yet: <a href="{}">Choose a metric</a>', new)

    def clean_worthwhile_effect(self) -> Decimal | None:
        """As it is stored, by the metric that was chosen."""
        return stored_difference(self.cleaned_data["worthwhile_effect"], self.cleaned_data.get("primary"))


class PilotDayForm(RecordForm):
    """The day of a pilot's next step."""

    on = forms.DateField(label="On", widget=DateInput({"autofocus": True}))

    class Meta:
        model = Pilot
        fields: ClassVar[list[str]] = []


class PilotLockForm(PilotDayForm):
    """The day from which the protocol stands; without a guardrail, also that this is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.guardrails.exists():
            self.fields["without_guardrail"] = forms.BooleanField(
                label="Lock it without a guardrail",
                help_text="The new way may then win at the cost of another metric, and nobody would be told.",
                error_messages={"required": "Tick this when it is meant, or add a guardrail first."},
            )


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
        labels: ClassVar[dict[str, str]] = {"agreed_with": "Agreed with"}
        help_texts: ClassVar[dict[str, str]] = {"agreed_with": "The owners of the metric in both functions."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        metric = self.instance.program_metric.metric if self.instance.pk is not None else None
        unit = f", in {compared_in(metric)}" if metric else ""
        self.fields["margin"] = DifferenceField(
            label=f"May get worse by at most{unit}",
            help_text="" if metric else AS_THE_LIST_SAYS,
            is_share=metric is not None and metric.is_ratio_scale,
        )

    def clean_margin(self) -> Decimal | None:
        """As it is stored, by the metric that it is about."""
        metric = self.cleaned_data.get("program_metric") or (self.instance.program_metric if self.instance.pk else None)
        return stored_difference(self.cleaned_data["margin"], metric)


class NewGuardrailForm(GuardrailForm):
    """Another metric that the new way must not spoil."""

    class Meta(GuardrailForm.Meta):
        fields: ClassVar[list[str]] = ["program_metric", "margin", "agreed_with"]

    def __init__(self, *args: Any, pilot: Pilot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = pilot.program.metrics.exclude(pk=pilot.primary_id).exclude(
            pk__in=pilot.guardrails.values("program_metric")
        )
        rows = free.select_related("metric", "flow").order_by("role", "metric__name", "id")
        self.fields["program_metric"] = JudgedChoice(rows, label="Metric", widget=forms.Select({"autofocus": True}))
