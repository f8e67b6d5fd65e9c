from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from programs.forms.base import ActionForm, Conflict, DateInput, RecordForm, with_text
from programs.models import Evidence, EvidenceLevel, Milestone, MilestoneForecast, Program, User
from programs.models.membership import Membership


def people_of(program: Program, *, owner_id: int | None) -> Any:
    """People with a role in the program, by name, and the present owner whatever became of them."""
    roles = Membership.objects.filter(program=program)
    active = Q(id__in=roles.values("user_id"), is_active=True)
    return User.objects.filter(active | Q(id=owner_id)).order_by("name", "id")


class MilestoneForm(RecordForm):
    """What a milestone is, without its dates."""

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = [
            "name", "description", "dimension", "step", "kind", "gate", "flow", "weight", "owner", "function",
            "minimum_evidence_level", "started_on",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "started_on": DateInput(),
            "description": forms.Textarea({"rows": 2}),
        }
        labels: ClassVar[dict[str, str]] = {"minimum_evidence_level": "Evidence it needs", "gate": "Needed by gate"}
        help_texts: ClassVar[dict[str, str]] = {
            "step": "Empty for work outside of the sequence (dimension Delivery).",
            "weight": "Its share of the plan; a locked baseline keeps the weight it had then.",
        }

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("weight"), Decimal):
            self.initial["weight"] = f"{self.initial['weight'].normalize():f}"
        owners = people_of(program, owner_id=self.instance.owner_id)
        choices = {"gate": program.gates.all(), "flow": program.flows.all(), "owner": owners}
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField) and self.instance.kind != Milestone.Kind.GATE:
            kind.choices = [choice for choice in Milestone.Kind.choices if choice[0] != Milestone.Kind.GATE]


class NewMilestoneForm(MilestoneForm):
    """A milestone with its first forecast."""

    finish_on = forms.DateField(label="Expected finish", widget=DateInput())
    field_order = ["name", "description", "finish_on"]


class ForecastForm(ActionForm):
    """A new expected finish; ``seen`` is the forecast that stood on the page when it was opened."""

    finish_on = forms.DateField(label="Expected finish", widget=DateInput({"autofocus": True}))
    reason = forms.CharField(
        label="Why it moved", required=False, max_length=500, widget=forms.TextInput({"placeholder": "One sentence"})
    )
    seen = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = MilestoneForecast.objects.filter(milestone=milestone).order_by("-stated_on").first()
        if self.latest is not None:
            self.initial = {"finish_on": self.latest.finish_on, "seen": self.latest.finish_on}

    def clean(self) -> dict[str, Any]:
        """Refuses once when another forecast was stated since the form was opened, and shows both."""
        values = super().clean() or {}
        typed, seen = values.get("finish_on"), values.pop("seen", None)
        stored = self.latest.finish_on if self.latest is not None else None
        if typed is not None and stored not in (typed, seen):
            self.conflicts = [Conflict(label="Expected finish", typed=str(typed), stored=str(stored))]
            self.data = with_text(self.data, "seen", str(stored))
            raise forms.ValidationError("Somebody stated another forecast meanwhile. Send again to replace it.")
        return values


class EvidenceForm(ActionForm):
    """Proof for a milestone, with a file when there is one."""

    title = forms.CharField(label="What shows it", max_length=250, widget=forms.TextInput({"autofocus": True}))
    level = forms.TypedChoiceField(label="What it proves", choices=EvidenceLevel.choices, coerce=int)
    reference = forms.CharField(
        label="Where to look", required=False, max_length=1000, help_text="A link or the name of a document."
    )
    expires_on = forms.DateField(label="Renew by", required=False, widget=DateInput())
    file = forms.FileField(label="File", required=False)


class RevokeForm(RecordForm):
    """Why an acceptance is taken back."""

    reason = forms.CharField(label="Why it no longer counts", widget=forms.Textarea({"rows": 2, "autofocus": True}))

    class Meta:
        model = Evidence
        fields: ClassVar[list[str]] = []


class StartForm(ActionForm):
    """The day on which work began."""

    on = forms.DateField(label="Started on", widget=DateInput({"autofocus": True}))
