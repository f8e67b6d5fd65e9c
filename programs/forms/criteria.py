"""Forms of a gate's criteria and of the evidence for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import QuerySet

from programs.forms.base import ActionForm, RecordForm
from programs.forms.milestones import EvidenceForm
from programs.models import Evidence, EvidenceLevel, GateCriterion
from programs.periods import day_name

if TYPE_CHECKING:
    AnyEvidenceField = forms.ModelChoiceField[Evidence]
else:
    AnyEvidenceField = forms.ModelChoiceField


class CriterionForm(RecordForm):
    """One thing that must be true for a gate to be passed."""

    class Meta:
        model = GateCriterion
        fields: ClassVar[list[str]] = ["statement", "minimum_evidence_level"]
        labels: ClassVar[dict[str, str]] = {
            "statement": "What must be true",
            "minimum_evidence_level": "Evidence it needs",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {"statement": forms.TextInput({"autofocus": True})}


class CriterionChangeForm(CriterionForm):
    """A criterion with its place in the list."""

    class Meta(CriterionForm.Meta):
        fields: ClassVar[list[str]] = ["statement", "minimum_evidence_level", "position"]


class EvidenceField(AnyEvidenceField):
    """Evidence as a choice: its title, level, and who gave it when, which tell pieces apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({EvidenceLevel(obj.level).label}; {obj.given_by}, {day_name(obj.given_on)})"


class CiteForm(ActionForm):
    """Evidence that stands accepted in the program already, strong enough for the criterion."""

    evidence = EvidenceField(
        Evidence.objects.none(),
        label="Which evidence",
        widget=forms.Select({"autofocus": True}),
        help_text="Evidence of the program that stands accepted and is strong enough for this criterion.",
    )

    def __init__(self, *args: Any, criterion: GateCriterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = citable(criterion)


def citable(criterion: GateCriterion) -> QuerySet[Evidence]:
    """Accepted evidence of the program, of the criterion's level or higher, that does not speak for it yet."""
    rows = Evidence.objects.filter(
        program=criterion.gate.program_id,
        level__gte=criterion.minimum_evidence_level,
        accepted_on__isnull=False,
        revoked_on__isnull=True,
    )
    return rows.exclude(criterion_uses__criterion=criterion).select_related("given_by").order_by("-given_on", "-id")


class CriterionEvidenceForm(EvidenceForm):
    """Proof for a criterion, of the level that it needs or a higher one."""

    def __init__(self, *args: Any, criterion: GateCriterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["level"] = criterion.minimum_evidence_level
        enough = [each for each in EvidenceLevel.choices if each[0] >= criterion.minimum_evidence_level]
        level = self.fields["level"]
        if isinstance(level, forms.ChoiceField):
            level.choices = enough
