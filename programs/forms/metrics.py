from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from programs.catalog.metrics import METRICS, SOURCE, CatalogMetric
from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.models import (
    BusinessFunction,
    LeaderEvaluation,
    Membership,
    MetricDefinition,
    Program,
    ProgramMetric,
    SharedMetric,
)

if TYPE_CHECKING:
    RoleChoice = forms.ModelChoiceField[Membership]
else:
    RoleChoice = forms.ModelChoiceField

HUNDRED = Decimal(100)


class PercentField(forms.DecimalField):
    """A share from 0 to 1 that people type as a percentage."""

    def __init__(self, **options: Any) -> None:
        options = {"min_value": 0, "max_value": 100, "decimal_places": 2, **options}
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{(value * HUNDRED).normalize():f}"
        return value

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        return typed / HUNDRED if typed is not None else None


class PlainNumberField(forms.DecimalField):
    """A number of a metric, shown without the zeros that its column stores."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class MetricForm(RecordForm):
    """What a shared metric is."""

    class Meta:
        model = SharedMetric
        fields: ClassVar[list[str]] = [
            "name",
            "unit",
            "direction",
            "frequency",
            "decimals",
            "is_ratio_scale",
            "description",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {"description": forms.Textarea({"rows": 2})}
        labels: ClassVar[dict[str, str]] = {
            "direction": "What is better",
            "is_ratio_scale": "Compared in percent",
            "decimals": "Decimals to show",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "decimals": "Such as 1 for days, 0 for euros. What was typed is kept whole.",
            "is_ratio_scale": "Yes when twice the value means twice as much and it is never zero or less, "
            "such as a cost or a lead time.",
        }


class NewMetricForm(MetricForm):
    """A metric with the first version of its definition."""

    definition = forms.CharField(
        widget=forms.Textarea({"rows": 3}), help_text="What is counted, from where, and when. Functions sign this text."
    )
    effective_from = forms.DateField(label="Definition holds from", widget=DateInput())


class CatalogForm(ActionForm):
    """Metrics of the catalog that are not kept yet."""

    keys = forms.MultipleChoiceField(label="Metrics", widget=forms.CheckboxSelectMultiple)
    effective_from = forms.DateField(
        label="Definitions hold from",
        widget=DateInput(),
        help_text="Early enough for the history that you want to load.",
    )

    def __init__(self, *args: Any, present: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.key, in_words(each)) for each in METRICS if each.key not in present]
        self.fields["keys"] = forms.MultipleChoiceField(
            label="Metrics", choices=offered, widget=forms.CheckboxSelectMultiple, initial=[key for key, _ in offered]
        )


class DefinitionForm(ActionForm):
    """The next version of a definition."""

    text = forms.CharField(
        label="Definition", widget=forms.Textarea({"rows": 5}), help_text="What is counted, from where, and when."
    )
    effective_from = forms.DateField(label="Holds from", widget=DateInput())


class SignatureForm(ActionForm):
    """For which function the person signs, and when."""

    function = forms.ModelChoiceField(BusinessFunction.objects.none(), label="For")
    on = forms.DateField(label="Signed on", widget=DateInput())

    def __init__(self, *args: Any, functions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"] = forms.ModelChoiceField(functions, label="For", empty_label=None)


class ProgramMetricForm(RecordForm):
    """How a program is judged by a metric it has already."""

    target = PlainNumberField(
        required=False, max_digits=20, decimal_places=6, help_text="In the metric's unit; may follow later."
    )

    class Meta:
        model = ProgramMetric
        fields: ClassVar[list[str]] = ["role", "target", "target_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"target_on": DateInput()}
        labels: ClassVar[dict[str, str]] = {"target_on": "Target for"}
        help_texts: ClassVar[dict[str, str]] = {
            "role": "Primary: it must get better. Guardrail: it must not get worse."
        }


class NewProgramMetricForm(ProgramMetricForm):
    """A shared metric for the program, as a whole or for one flow."""

    folded = ("target", "target_on")

    class Meta(ProgramMetricForm.Meta):
        fields: ClassVar[list[str]] = ["metric", "flow", "role", "target", "target_on"]
        help_texts: ClassVar[dict[str, str]] = {
            **ProgramMetricForm.Meta.help_texts,
            "flow": "Leave it open when readings are of the whole organization.",
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = SharedMetric.objects.filter(retired_on__isnull=True)
        back = reverse("programs:program-metric-create", args=[program.uid])
        self.fields["metric"] = metric_choice(kept.order_by("name", "id"), back=back)
        flows = program.flows.order_by("position", "id")
        help_text = self.Meta.help_texts["flow"]
        self.fields["flow"] = forms.ModelChoiceField(
            flows, label="Flow", required=False, empty_label="The whole organization", help_text=help_text
        )


def metric_choice(kept: Iterable[SharedMetric], *, back: str) -> forms.TypedChoiceField:
    """A choice among the metrics that are kept and those of the catalog, each with what tells it from its neighbors."""
    rows = {str(metric.pk): metric for metric in kept}
    keys = {metric.external_id for metric in SharedMetric.objects.filter(source_system=SOURCE)}
    shipped = {f"catalog-{each.key}": each for each in METRICS if each.key not in keys}
    every: dict[str, SharedMetric | CatalogMetric] = {**rows, **shipped}
    groups: dict[str, Mapping[str, SharedMetric | CatalogMetric]] = {
        "Kept already": rows,
        "From the catalog, added when you save": shipped,
    }
    offered = [
        (name, [(key, in_words(each)) for key, each in group.items()]) for name, group in groups.items() if group
    ]
    new = f"{reverse('programs:metric-create')}?{urlencode({'next': back})}"
    return forms.TypedChoiceField(
        label="Metric",
        choices=[("", "Choose"), *offered],
        coerce=every.__getitem__,
        help_text=format_html('None fits? <a href="{}">New metric</a>', new),
    )


def in_words(metric: SharedMetric | CatalogMetric) -> str:
    """The metric with its unit, what is better, and how often it is read."""
    better = SharedMetric.Direction(metric.direction).label.lower()
    rhythm = SharedMetric.Frequency(metric.frequency).label.lower()
    return f"{metric.name} ({metric.unit}, {better}, {rhythm})"


class HypothesisForm(RecordForm):
    """What somebody expects of a metric before there are numbers."""

    class Meta:
        model = ProgramMetric
        fields: ClassVar[list[str]] = ["hypothesis", "hypothesis_by", "hypothesis_on"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "hypothesis": forms.Textarea({"rows": 2, "required": True}),
            "hypothesis_by": forms.TextInput({"required": True}),
            "hypothesis_on": DateInput({"required": True}),
        }
        labels: ClassVar[dict[str, str]] = {
            "hypothesis": "What is expected",
            "hypothesis_by": "Who expects it",
            "hypothesis_on": "Said on",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True


class AccountabilityForm(ActionForm):
    """A function that answers for the metric from a day on."""

    function = forms.ModelChoiceField(BusinessFunction.objects.order_by("name", "id"))
    weight = PercentField(label="Weight in its evaluation, in percent", min_value=1, help_text="20 or more counts.")
    valid_from = forms.DateField(label="From", widget=DateInput())


class AccountabilityEndForm(ActionForm):
    """The last day on which the function answers."""

    valid_to = forms.DateField(label="Last day", widget=DateInput())


class EvaluationForm(RecordForm):
    """What share of an evaluation rests on shared metrics."""

    shared_weight = PercentField(label="Share that rests on shared metrics, in percent", help_text="20 or more counts.")

    class Meta:
        model = LeaderEvaluation
        fields: ClassVar[list[str]] = ["cycle_starts_on", "cycle_ends_on", "shared_weight"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"cycle_starts_on": DateInput(), "cycle_ends_on": DateInput()}
        labels: ClassVar[dict[str, str]] = {"cycle_starts_on": "Cycle from", "cycle_ends_on": "Cycle until"}


class NewEvaluationForm(EvaluationForm):
    """A leader's evaluation of a cycle, chosen by the role the person has in the program."""

    field_order = ["role", "cycle_starts_on", "cycle_ends_on", "shared_weight"]

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = program.memberships.filter(role=Membership.Role.FUNCTION_LEAD).select_related("user", "function")
        self.fields["role"] = RoleField(roles.order_by("user__name", "id"), label="Leader")
        self.order_fields(self.field_order)


class RoleField(RoleChoice):
    """A function lead, shown by name and function."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.function}"


class EvaluationReviewForm(ActionForm):
    """The day on which the review was held."""

    on = forms.DateField(label="Completed on", widget=DateInput())


class BaselineRangeForm(forms.Form):
    """Which readings a baseline would hold. An arm is named as ``arm_key`` does, with its pilot."""

    first_period_on = forms.DateField(label="First period", widget=DateInput())
    last_period_on = forms.DateField(label="Last period", widget=DateInput())
    arm = forms.ChoiceField(label="Arm of a parallel run", required=False)
    definition = forms.ModelChoiceField(MetricDefinition.objects.none(), label="By definition", empty_label=None)

    def __init__(self, *args: Any, arms: list[tuple[str, str]], definitions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None: outside of a parallel run"), *arms]
        self.fields["arm"] = forms.ChoiceField(label="Arm of a parallel run", choices=choices, required=False)
        self.fields["definition"] = forms.ModelChoiceField(definitions, label="By definition", empty_label=None)


class BaselineLockForm(BaselineRangeForm):
    """The readings that were shown, where they come from, and the day they are frozen."""

    source = forms.CharField(label="Where the readings come from", max_length=200)
    on = forms.DateField(label="Locked on", widget=DateInput())
    seen = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Look at the readings that would be frozen, then lock."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BaselineRangeForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()
