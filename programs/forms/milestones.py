from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import OuterRef, Q, Subquery

from programs.catalog.milestones import MILESTONES
from programs.forms.base import ActionForm, Conflict, DateInput, RecordForm, make_read_only, with_text
from programs.models import Evidence, EvidenceLevel, FieldSource, Milestone, MilestoneForecast, Program, User
from programs.models.membership import Membership

BOX, LIST = {"class": "form-control"}, {"class": "form-select"}
SHORT = [(Milestone.Dimension.STRUCTURAL, "Structural"), (Milestone.Dimension.CULTURAL, "Cultural")]
COLUMNS = {
    "name": "",
    "gate": "With its planned day. Needed for the lock; cultural work may have none.",
    "dimension": "",
    "owner": "Can follow.",
    "finish_on": "Needed for the lock, not after its gate.",
}


def people_of(program: Program, *, owner_id: int | None) -> Any:
    """People with a role in the program, by name, and the present owner whatever became of them."""
    roles = Membership.objects.filter(program=program)
    taking_part = User.objects.people().filter(id__in=roles.values("user_id"))
    return (taking_part | User.objects.filter(Q(id=owner_id))).order_by("name", "id")


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
            "step": "Empty takes the step of the gate. Work outside of the sequence (dimension Delivery) has none.",
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
    field_order = ["name", "gate", "finish_on", "owner", "function", "dimension", "step"]


class MilestoneRowsForm(ActionForm):
    """Several milestones at once, a row each; rows without a name are left out.

    A plan that has none yet begins with those that most programs need, by their gates.
    """

    FEWEST_ROWS, MOST_ROWS, FREE_ROWS = 5, 60, 2

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gates = list(program.gates.select_related("item").annotate(planned_on=planned_on()).order_by("id"))
        suggested = suggestions(program, gates)
        offered: dict[str, dict[str, Any]] = {
            "gate": {str(gate.pk): gate for gate in gates},
            "owner": {str(owner.pk): owner for owner in people_of(program, owner_id=None)},
        }
        self.count = self.rows_sent() if self.is_bound else max(self.FEWEST_ROWS, len(suggested) + self.FREE_ROWS)
        for row in range(1, self.count + 1):
            self.fields |= {f"{name}_{row}": field for name, field in row_fields(offered).items()}
            self.initial[f"dimension_{row}"] = Milestone.Dimension.STRUCTURAL
        numbered = enumerate(suggested, start=1)
        self.suggested = {f"{name}_{row}": value for row, values in numbered for name, value in values.items()}
        self.initial = {**self.initial, **self.suggested}
        self.has_gates = bool(gates)

    def rows_sent(self) -> int:
        """How many rows came back."""
        numbers = [name.removeprefix("name_") for name in self.data if name.startswith("name_")]
        sent = [int(number) for number in numbers if number.isdecimal() and len(number) < len("100")]
        return min(max([self.FEWEST_ROWS, *sent]), self.MOST_ROWS)

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The label of each column, and what the lock of the plan needs of it."""
        return [(str(self[f"{column}_1"].label), hint) for column, hint in COLUMNS.items()]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row, in the order of ``COLUMNS``."""
        return [[self[f"{column}_{row}"] for column in COLUMNS] for row in range(1, self.count + 1)]

    def given(self) -> dict[int, dict[str, Any]]:
        """The values of the rows that have a name, by the number of the row."""
        rows = {
            row: {column: self.cleaned_data[f"{column}_{row}"] for column in COLUMNS}
            for row in range(1, self.count + 1)
        }
        return {row: values for row, values in rows.items() if values["name"]}

    def clean(self) -> dict[str, Any]:
        """Refuses a row whose milestone has no expected finish, or a finish without a milestone."""
        values = super().clean() or {}
        rows = range(1, self.count + 1)
        for row in rows:
            name, finish = values.get(f"name_{row}"), values.get(f"finish_on_{row}")
            if name and finish is None and f"finish_on_{row}" not in self.errors:
                self.add_error(f"finish_on_{row}", "Give the day on which it is expected to be finished.")
            if (
                name
                and values.get(f"dimension_{row}") == Milestone.Dimension.STRUCTURAL
                and not values.get(f"gate_{row}")
                and f"gate_{row}" not in self.errors
            ):
                self.add_error(f"gate_{row}", "Choose the gate that needs it; cultural work may have none.")
            is_dropped = finish == self.suggested.get(f"finish_on_{row}")  # Only the name of a suggestion was emptied.
            if finish and not name and not is_dropped and f"name_{row}" not in self.errors:
                self.add_error(f"name_{row}", "Say what is finished then.")
        if not self.errors and not any(values.get(f"name_{row}") for row in rows):
            self.add_error("name_1", "Name at least one milestone.")
        return values


def row_fields(offered: dict[str, dict[str, Any]]) -> dict[str, forms.Field]:
    """The fields of one row; gates and people are read once for all rows."""
    gates = [(key, gate_label(gate)) for key, gate in offered["gate"].items()]
    owners = [(key, str(owner)) for key, owner in offered["owner"].items()]
    return {
        "name": forms.CharField(label="Name", required=False, max_length=250, widget=forms.TextInput(BOX)),
        "gate": chosen_of([("", "No gate"), *gates], offered["gate"], label="Needed by gate"),
        "dimension": forms.TypedChoiceField(
            label="Dimension",
            choices=SHORT,
            required=False,
            empty_value=Milestone.Dimension.STRUCTURAL,
            widget=forms.Select(LIST),
        ),
        "owner": chosen_of([("", "Nobody yet"), *owners], offered["owner"], label="Owner"),
        "finish_on": forms.DateField(label="Expected finish", required=False, widget=DateInput(BOX)),
    }


def chosen_of(choices: list[tuple[str, str]], rows: dict[str, Any], label: str) -> forms.TypedChoiceField:
    """A choice among rows that were read already; the first is of none."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=rows.__getitem__,
        empty_value=None,
        required=False,
        widget=forms.Select(LIST),
    )


def planned_on() -> Subquery:
    """The finish of a gate's item as last stated."""
    said = MilestoneForecast.objects.filter(milestone=OuterRef("item")).order_by("-stated_on")
    return Subquery(said.values("finish_on")[:1])


def gate_label(gate: Any) -> str:
    """The gate with the day on which it is planned, which its milestones must not pass."""
    day = f", {gate.planned_on.day} {gate.planned_on:%b %Y}" if gate.planned_on else ", not planned"
    return f"{gate.code}{day}: {gate.get_code_display()}"


def suggestions(program: Program, gates: Iterable[Any]) -> list[dict[str, Any]]:
    """The values of the rows that are suggested for a plan that has no milestone yet; else none.

    What needs a gate that the program does not have is left out.
    """
    if not program.follows_sequence or program.milestones.kept().exclude(kind=Milestone.Kind.GATE).exists():
        return []
    by_code = {gate.code: gate for gate in gates}
    dates = {gate.code: gate.planned_on for gate in by_code.values() if gate.planned_on}
    rows = []
    for each in MILESTONES:
        finish_on = each.finish_on(start_on=program.start_on, gate_dates=dates)
        if finish_on is not None:
            gate = str(by_code[each.gate].pk) if each.gate else ""
            rows.append({"name": each.name, "gate": gate, "dimension": each.dimension, "finish_on": finish_on})
    return rows


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
        if system := FieldSource.objects.of_row(milestone).get("forecast_on"):
            make_read_only(self.fields["finish_on"], system)

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


class AcceptForm(ActionForm):
    """Until when accepted evidence counts; what was given with it, or the policy, when left out."""

    expires_on = forms.DateField(label="Counts until", required=False, widget=DateInput())


class RevokeForm(RecordForm):
    """Why an acceptance is taken back."""

    reason = forms.CharField(label="Why it no longer counts", widget=forms.Textarea({"rows": 2, "autofocus": True}))

    class Meta:
        model = Evidence
        fields: ClassVar[list[str]] = []


class StartForm(ActionForm):
    """The day on which work began."""

    on = forms.DateField(label="Started on", widget=DateInput({"autofocus": True}))
