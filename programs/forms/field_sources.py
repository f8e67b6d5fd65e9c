from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from programs.forms.base import ActionForm, RecordForm
from programs.models import FieldSource, Program
from programs.models.field_source import is_of_a_program
from programs.source_fields import choices


class FieldSourceForm(ActionForm):
    """Which system keeps which field."""

    field = forms.ChoiceField()
    system = forms.CharField(
        label="Kept in",
        max_length=100,
        help_text="As its tokens and files name it, such as Planview. Capitals make no difference.",
    )

    def __init__(self, *args: Any, program: Program | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *choices(is_of_a_program if program is not None else None)]

    def clean(self) -> dict[str, Any]:
        """Noun and field apart, as the action takes them."""
        values = super().clean() or {}
        noun, _, field = str(values.get("field", "")).partition(".")
        return {**values, "noun": noun, "field": field}


class FieldSourceChangeForm(RecordForm):
    """Another system that keeps the field."""

    class Meta:
        model = FieldSource
        fields: ClassVar[list[str]] = ["system"]
        labels: ClassVar[dict[str, str]] = {"system": "Kept in"}
