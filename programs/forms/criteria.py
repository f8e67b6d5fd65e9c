"""Forms of a gate's criteria and of the evidence for one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import RecordForm
from programs.forms.milestones import EvidenceForm
from programs.models import EvidenceLevel, GateCriterion


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


class CriterionEvidenceForm(EvidenceForm):
    """Proof for a criterion, of the level that it needs or a higher one."""

    def __init__(self, *args: Any, criterion: GateCriterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["level"] = criterion.minimum_evidence_level
        enough = [each for each in EvidenceLevel.choices if each[0] >= criterion.minimum_evidence_level]
        level = self.fields["level"]
        if isinstance(level, forms.ChoiceField):
            level.choices = enough
