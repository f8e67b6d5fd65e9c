from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from programs.actions.given_readings import GivenReading, RowsRefused, plain
from programs.errors import Refused
from programs.forms.base import ActionForm, RecordForm
from programs.importing.arm_names import ArmNames
from programs.importing.conventions import NUMBERS, judge
from programs.models import Pilot, ProcessFlow, Reading, SharedMetric
from programs.periods import latest_periods, period_name, period_start

PERIODS_TO_CHOOSE = 26
SOURCE = forms.CharField(
    label="Where the values come from",
    required=False,
    max_length=150,
    help_text="Such as a system or a report. Left out, it says how they were entered.",
)


class NumberField(forms.Field):
    """A number with a decimal point or comma; one that may mean two numbers is refused with both."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}), **options)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return number_in(text, mark="") if text else None


def number_in(text: str, *, mark: str) -> Decimal:
    """The number in ``text``, by the decimal mark when one is known.

    raises  ValidationError when it is none, or when it may mean two numbers
    """
    values = {NUMBERS[mark](text)} if mark else {read(text) for read in NUMBERS.values()} - {None}
    found = [value for value in values if value is not None]
    if not found:
        raise forms.ValidationError("Give a number, such as 12.5.")
    if len(found) > 1:
        whole, part = sorted(found, reverse=True)
        raise forms.ValidationError(
            f"This may mean {plain(whole)} or {plain(part)}: write {plain(whole)} or {part:.4f}."
        )
    return found[0]


class ReadingForm(ActionForm):
    """One reading of any period, flow and arm."""

    period_starts_on = forms.TypedChoiceField(label="Period", coerce=date.fromisoformat)
    flow = forms.ModelChoiceField(ProcessFlow.objects.none(), required=False, empty_label="The whole organization")
    arm = forms.CharField(
        required=False,
        max_length=270,
        widget=forms.TextInput({"list": "arms", "autocomplete": "off"}),
        help_text="Only in a parallel run: which of the two ways. The pilot before it, when two have the same name.",
    )
    value = NumberField()
    is_provisional = forms.BooleanField(label="Not final yet", required=False)
    source = SOURCE
    correct = forms.BooleanField(label="Replace the final reading", required=False)

    def __init__(
        self, *args: Any, metric: SharedMetric, flows: Iterable[ProcessFlow], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        starts = [period_start(today, metric.frequency)]
        starts += latest_periods(metric.frequency, today=today, count=PERIODS_TO_CHOOSE)
        names = [(str(start), capitalized(period_name(start, metric.frequency))) for start in starts]
        period: Any = self.fields["period_starts_on"]
        period.choices = names
        choice: Any = self.fields["flow"]
        choice.queryset = ProcessFlow.objects.filter(pk__in=[flow.pk for flow in flows]).select_related("program")
        choice.label_from_instance = lambda flow: f"{flow.name} ({flow.program})"
        self.fields["value"].label = f"Value, {metric.unit}"
        if not choice.queryset:
            choice.widget = forms.HiddenInput()

    @staticmethod
    def arguments(values: Mapping[str, Any], *, arms: ArmNames) -> dict[str, Any]:
        """The values as arguments of ``readings.enter``; the arm is found by its name."""
        rest = {name: value for name, value in values.items() if name != "is_provisional"}
        pilot, arm = arms.find(values["arm"])
        return rest | {"pilot": pilot, "arm": arm, "is_final": False if values["is_provisional"] else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A reading that is not there: of which period, flow and arm, and how people call it."""

    starts_on: date
    flow: ProcessFlow | None
    pilot: Pilot | None
    arm: str
    label: str


class MissingReadingsForm(ActionForm):
    """The readings that are missing, each an empty field; what is left empty stays missing.

    missing  by the name of the field, in the order in which they are asked for
    """

    def __init__(self, *args: Any, missing: Mapping[str, Missing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        self.given_names: list[str] = []
        for name, each in missing.items():
            attrs: dict[str, Any] = {
                "inputmode": "decimal",
                "autocomplete": "off",
                "class": "form-control",
                "aria-label": each.label,
            }
            if name == next(iter(missing)):
                attrs["autofocus"] = True
            self.fields[name] = forms.CharField(required=False, max_length=30, widget=forms.TextInput(attrs))

    def clean(self) -> dict[str, Any]:
        """The typed numbers; the decimal mark that all of them show counts for each."""
        typed = {name: text for name in self.missing if (text := self.cleaned_data.get(name))}
        mark = judge(typed.values(), NUMBERS).decided
        for name, text in typed.items():
            try:
                self.cleaned_data[name] = number_in(text, mark=mark)
            except forms.ValidationError as problem:
                self.add_error(name, problem)
        if not typed:
            raise forms.ValidationError("Type at least one value.")
        return self.cleaned_data

    def given(self) -> list[GivenReading]:
        """What was typed, as readings."""
        self.given_names = [name for name in self.missing if self.cleaned_data.get(name) not in ("", None)]
        return [
            GivenReading(
                period_starts_on=self.missing[name].starts_on,
                flow=self.missing[name].flow,
                arm=self.missing[name].arm,
                pilot=self.missing[name].pilot,
                value=self.cleaned_data[name],
            )
            for name in self.given_names
        ]

    def refused(self, refusal: RowsRefused) -> Refused:
        """Each refusal beside its field but the first, which is returned to be raised."""
        problems = [(self.given_names[at], problem) for at, problem in refusal.problems.items()]
        (first, problem), *others = problems
        for name, other in others:
            self.add_error(name, other.message)
        return Refused(problem.code, problem.message, field=first)


class CorrectionForm(RecordForm):
    """A reading with another value, or with another standing."""

    value = NumberField()

    class Meta:
        model = Reading
        fields: ClassVar[list[str]] = ["value", "is_final", "source"]
        labels: ClassVar[dict[str, str]] = {"is_final": "Final", "source": "Where the value comes from"}
        help_texts: ClassVar[dict[str, str]] = {
            "is_final": "Only final readings are compared or locked into a baseline.",
            "source": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["value"] = plain(self.instance.value)
        self.fields["value"].label = f"Value, {self.instance.metric.unit}"


class TableForm(ActionForm):
    """Readings copied from a spreadsheet, and what the table itself does not say about how it is written."""

    QUESTIONS = ("numbers", "days", "across")

    text = forms.CharField(
        label="Readings with their headings",
        strip=False,
        widget=forms.Textarea({"rows": 12, "class": "table-text", "spellcheck": "false", "wrap": "off"}),
    )
    numbers = forms.ChoiceField(
        label="Decimal mark",
        required=False,
        choices=[("", "Choose"), ("point", "Point: 1.5, thousands 1,000"), ("comma", "Comma: 1,5, thousands 1.000")],
    )
    days = forms.ChoiceField(
        label="Order in dates",
        required=False,
        choices=[("", "Choose"), ("day_first", "Day first: 31/01/2026"), ("month_first", "Month first: 01/31/2026")],
    )
    across = forms.ChoiceField(
        label="The headings of the columns are",
        required=False,
        choices=[("", "Choose"), ("arms", "Arms of a parallel run"), ("flows", "Process flows")],
    )
    is_provisional = forms.BooleanField(label="None of these values is final yet", required=False)
    source = SOURCE
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    looked_at = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)


class TableFileForm(ActionForm):
    """A file of readings."""

    file = forms.FileField(label="CSV file", widget=forms.ClearableFileInput({"accept": ".csv,.txt,.tsv,text/csv"}))
    encoding = forms.ChoiceField(
        required=False,
        choices=[("", "UTF-8"), ("cp1252", "Windows, Western European"), ("latin-1", "ISO 8859-1 (Latin 1)")],
        help_text="Leave it as it is unless the file is refused.",
    )


def capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
