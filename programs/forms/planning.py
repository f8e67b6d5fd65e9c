from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput, RecordForm
from programs.forms.levels import LevelInput, offer_levels
from programs.importing.holiday_lines import EXAMPLE, parse_holidays
from programs.models import PlanningCycle, WorkingCalendar

WEEKDAYS = (
    ("1", "Monday"), ("2", "Tuesday"), ("3", "Wednesday"), ("4", "Thursday"), ("5", "Friday"), ("6", "Saturday"),
    ("7", "Sunday"),
)  # fmt: skip
HOW = ["period_days", "anchor_at", "cut_off_lead_days", "processing_days", "handoff_days", "calendar", "reason"]


class MomentField(forms.DateTimeField):
    """A day and time, as the browser's own picker writes it."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%dT%H:%M}"


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"


class DaysField(forms.DecimalField):
    """A number of days, without zeros behind the point that say nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"min_value": Decimal(0)})

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class CycleForm(RecordForm):
    """How a cycle runs. ``before`` fills in what is true now."""

    class Meta:
        model = PlanningCycle
        fields: ClassVar[list[str]] = HOW
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {
            "anchor_at": MomentField,
            **dict.fromkeys(["period_days", "cut_off_lead_days", "processing_days", "handoff_days"], DaysField),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "anchor_at": MomentInput(),
            "reason": forms.Textarea({"rows": 2}),
        }
        labels: ClassVar[dict[str, str]] = {
            "period_days": "Days between two runs",
            "anchor_at": "A day and time when it runs",
            "cut_off_lead_days": "Days before the run by which inputs must be there",
            "processing_days": "Days from the run until the plan is out",
            "handoff_days": "Days until the next function has the plan",
            "calendar": "Working calendar",
            "reason": "Why",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "period_days": "28 for every four weeks, 7 for weekly, 1 for daily, 0 for all the time.",
            "anchor_at": "Past or planned. Empty when nobody knows it; the waiting time is then only a range.",
            "cut_off_lead_days": "0 when what comes on the day is still in. Parts of days are allowed: 0.5.",
            "processing_days": "0 when the plan is out at once. Parts of days are allowed.",
            "handoff_days": "Counted from the day on which the plan is out; 0 when it arrives at once.",
            "calendar": "With one, the three lengths above count its working days; without one, every day.",
            "reason": "",
        }

    def __init__(self, *args: Any, before: PlanningCycle | None = None, **kwargs: Any) -> None:
        if before is not None:
            copied = model_to_dict(before, fields=[name for name in HOW if name != "reason"])
            kwargs["initial"] = copied | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class ChangedCycleForm(CycleForm):
    """How a cycle runs from a day on."""

    class Meta(CycleForm.Meta):
        fields: ClassVar[list[str]] = ["valid_from", *HOW]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **CycleForm.Meta.widgets,
            "valid_from": DateInput({"autofocus": True}),
        }
        labels: ClassVar[dict[str, str]] = {**CycleForm.Meta.labels, "valid_from": "From"}


class NewCycleForm(ChangedCycleForm):
    """The cycle of a function on a level."""

    class Meta(ChangedCycleForm.Meta):
        fields: ClassVar[list[str]] = ["function", "level", "valid_from", *HOW]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **CycleForm.Meta.widgets,
            "function": forms.Select({"autofocus": True}),
            "level": LevelInput(),
            "valid_from": DateInput(),
        }
        labels: ClassVar[dict[str, str]] = {**ChangedCycleForm.Meta.labels, "level": "What is planned"}
        help_texts: ClassVar[dict[str, str]] = {
            **CycleForm.Meta.help_texts,
            "level": "Such as monthly capacity or weekly scheduling.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_levels(self.fields["level"])


class CycleRunForm(RecordForm):
    """When a cycle runs, and nothing else."""

    class Meta:
        model = PlanningCycle
        fields: ClassVar[list[str]] = ["anchor_at"]
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"anchor_at": MomentField}
        widgets: ClassVar[dict[str, forms.Widget]] = {"anchor_at": MomentInput({"autofocus": True})}
        labels: ClassVar[dict[str, str]] = {"anchor_at": "A day and time when it ran or will run"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor_at"].required = True


class CycleEndForm(RecordForm):
    """The last day of a cycle."""

    class Meta:
        model = PlanningCycle
        fields: ClassVar[list[str]] = ["valid_to"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"valid_to": DateInput({"autofocus": True})}
        labels: ClassVar[dict[str, str]] = {"valid_to": "Last day"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].required = True


class WorkingDaysField(forms.TypedMultipleChoiceField):
    """Days of the week as ISO numbers, one checkbox each."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        options.pop("base_field", None)
        options.pop("max_length", None)
        super().__init__(**options | {"choices": WEEKDAYS, "coerce": int})

    def prepare_value(self, value: Any) -> Any:
        return [str(day) for day in value] if isinstance(value, list | tuple) else value


class CalendarForm(RecordForm):
    """On which days of the week people work."""

    working_days = WorkingDaysField(label="Working days")

    class Meta:
        model = WorkingCalendar
        fields: ClassVar[list[str]] = ["name", "working_days"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"name": forms.TextInput({"autofocus": True})}


class HolidaysForm(ActionForm):
    """Many holidays, one a line."""

    days = forms.CharField(
        label="Holidays",
        max_length=100_000,
        widget=forms.Textarea({"rows": 10, "autofocus": True, "placeholder": EXAMPLE}),
        help_text=f"One a line: the day, then its name, like {EXAMPLE}. A day that is there already gets this name.",
    )

    def clean_days(self) -> Any:
        """Names by day; one error for each line that was not understood."""
        lines = parse_holidays(self.cleaned_data["days"])
        if lines.errors:
            raise forms.ValidationError(list(lines.errors))
        return lines.days
