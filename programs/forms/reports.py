from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import DateInput, RecordForm
from programs.models import CostLine, StatusReport


class StatusReportForm(RecordForm):
    """What the PMO says about the program on a day."""

    on = forms.DateField(label="Reported on", widget=DateInput())
    field_order = ["on", "rated_by", "status", "not_rated_reason", "reason"]

    class Meta:
        model = StatusReport
        fields: ClassVar[list[str]] = [
            "rated_by", "status", "not_rated_reason", "reason", "schedule_narrative", "cost_narrative",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            name: forms.Textarea({"rows": 2})
            for name in ("not_rated_reason", "reason", "schedule_narrative", "cost_narrative")
        }
        labels: ClassVar[dict[str, str]] = {
            "rated_by": "Rated by",
            "not_rated_reason": "If there is no color: why",
            "reason": "Reason",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = self.fields["status"]
        if isinstance(status, forms.ChoiceField):
            status.choices = [("", "No color"), *StatusReport.Status.choices]


class CostLineForm(RecordForm):
    """An amount as stated on a day, or why it is withheld."""

    on = forms.DateField(label="Stated on", widget=DateInput())
    field_order = ["on", "kind", "scope", "period", "amount", "currency"]

    class Meta:
        model = CostLine
        fields: ClassVar[list[str]] = ["kind", "scope", "period", "amount", "currency", "withheld_reason"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"withheld_reason": forms.Textarea({"rows": 2})}
        labels: ClassVar[dict[str, str]] = {"withheld_reason": "If there is no amount: why"}
        help_texts: ClassVar[dict[str, str]] = {"currency": "Its three letters, such as EUR."}
