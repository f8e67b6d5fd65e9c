from __future__ import annotations

from typing import ClassVar

from django import forms

from programs.forms.base import DateInput, RecordForm
from programs.models import Program


class ProgramForm(RecordForm):
    """What a program is; its code is given once."""

    class Meta:
        model = Program
        fields: ClassVar[list[str]] = [
            "name", "description", "organization", "category", "sponsor_name", "start_on", "follows_sequence",
            "currency",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "start_on": DateInput(),
            "description": forms.Textarea({"rows": 3}),
        }
        labels: ClassVar[dict[str, str]] = {
            "sponsor_name": "Sponsor",
            "start_on": "Start (day 0)",
            "currency": "Usual currency",
            "follows_sequence": "Follows the implementation sequence",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "currency": "Its three letters, such as EUR: what amounts are usually stated in.",
            "follows_sequence": "Off for programs that are only watched: their horizons do not apply.",
        }


class NewProgramForm(ProgramForm):
    """A program with the code it keeps."""

    code = forms.CharField(
        max_length=60, help_text="Short and unique: letters, digits, dot, dash, underscore, such as S2P-EU."
    )
    field_order = ["code", "name", "start_on"]
    folded = ("description", "organization", "category", "sponsor_name", "follows_sequence", "currency")
