from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.models import model_to_dict

from programs.errors import kept_sentence
from programs.models import FieldSource

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


DASHES = "---------"


class DateInput(forms.DateInput):
    """A date with the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field whose text in the record is no longer what the person saw."""

    label: str
    typed: str
    stored: str


class FoldingForm(forms.BaseForm):
    """A form whose less asked fields stand folded below the others.

    folded  their names; they come filled in, or may stay empty
    """

    folded: ClassVar[tuple[str, ...]] = ()

    @property
    def folded_label(self) -> str:
        """What stands where the folded fields are."""
        return "More, if you know it already"

    @property
    def open_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if bound.name not in self.folded]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if bound.name in self.folded]

    @property
    def is_folded_wrong(self) -> bool:
        """Whether a folded field was refused, so that they must stand open."""
        return any(name in self.errors for name in self.folded)


class ActionForm(FoldingForm, forms.Form):
    """Values for an action on no row yet, or on one that is not edited."""

    conflicts: list[Conflict] | None = None

    def __getitem__(self, name: str) -> forms.BoundField:
        return with_words(super().__getitem__(name))


class RecordForm(FoldingForm, AnyModelForm):
    """The fields of a row as arguments of an action. It never touches the row: the action does.

    What another system keeps of the row is shown and cannot be typed in; sent in spite of that, it is refused.

    conflicts  what differs, after somebody else changed the row meanwhile; None before
    kept       the other system by field
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    conflicts: list[Conflict] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["version"]
        else:
            self.initial["version"] = getattr(self.instance, "version", None)
        kept = FieldSource.objects.of_row(self.instance)
        self.kept = {name: system for name, system in kept.items() if name in self.fields}
        for name, system in self.kept.items():
            make_read_only(self.fields[name], system)

    def __getitem__(self, name: str) -> forms.BoundField:
        return with_words(super().__getitem__(name))

    def _clean_fields(self) -> None:
        """What is kept elsewhere stays as the row says it, even where nobody could choose it any more."""
        super()._clean_fields()  # type: ignore[misc]  # The stubs leave Django's own step out.
        for name, system in self.kept.items():
            self.errors.pop(name, None)
            self.cleaned_data[name] = getattr(self.instance, name)
            bound = self[name]
            if bound.html_name in self.data and not is_same(bound.data, self.fields[name].prepare_value(bound.initial)):
                self.add_error(name, kept_sentence(system))

    def _post_clean(self) -> None:
        """The action validates a fresh row; the one on the page stays as it was read."""

    def show_conflict(self, current_version: int) -> None:
        """What was typed beside what is stored now; sending again replaces what is stored."""
        self.instance.refresh_from_db()
        self.conflicts = []
        current = model_to_dict(self.instance)
        for name, field in self.fields.items():
            if name == "version":
                continue
            bound = self[name]
            typed = bound.value()
            stored = field.prepare_value(current.get(name))
            if not is_same(typed, stored):
                self.conflicts.append(
                    Conflict(label=str(bound.label), typed=shown(field, typed), stored=shown(field, stored))
                )
        self.data = with_text(self.data, "version", str(current_version))


def make_read_only(field: forms.Field, system: str) -> None:
    """Makes the field read-only, and says where it is kept."""
    field.disabled = True
    field.help_text = f"Kept in {system}."


def with_words(bound: forms.BoundField) -> forms.BoundField:
    """The field with words in place of Django's dashes for the choice of nothing."""
    field = bound.field
    words = "Choose" if field.required else "Nothing chosen"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == DASHES else field.empty_label
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        field.widget.choices = [("", words) if choice == ("", DASHES) else choice for choice in field.widget.choices]
    return bound


def with_text(typed: Any, name: str, text: str) -> Any:
    """A copy of what was typed with another text in one field."""
    changed = typed.copy()
    changed[name] = text
    return changed


def is_same(typed: Any, stored: Any) -> bool:
    """True when both say one thing: 2 is 2.000."""
    if isinstance(stored, Decimal):
        try:
            return Decimal(str(typed)) == stored
        except InvalidOperation:
            return False
    return str(typed or "") == str(stored or "")


def shown(field: forms.Field, value: Any) -> str:
    """The value as people read it: the label of a choice, else its text."""
    if isinstance(value, list):
        return ", ".join(shown(field, each) for each in value) or "nothing"
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None and value else None
        return str(row) if row is not None else "nothing"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value)) or "nothing"  # type: ignore[arg-type]
    return str(value) if value not in (None, "") else "nothing"
