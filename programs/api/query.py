"""Query parameters: a filter that is not understood is refused, never ignored."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters
import django_filters.rest_framework as filters
from django import forms
from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError


def check_parameters(query: QueryDict, known: Collection[str]) -> None:
    """Returns when every parameter is known, given once, and not blank; else ValidationError for each that is not."""
    errors: dict[str, list[ErrorDetail]] = {}
    for name, values in query.lists():
        if name not in known:
            say = f"Known here: {', '.join(sorted(known))}." if known else "This address takes none."
            errors[name] = [ErrorDetail(f"Unknown parameter. {say}", "unknown_parameter")]
        elif len(values) > 1:
            errors[name] = [ErrorDetail("Give this parameter once.", "repeated_parameter")]
        elif not values[0].strip():
            errors[name] = [ErrorDetail("Give a value, or leave the parameter out.", "blank_parameter")]
    if errors:
        raise ValidationError(errors)


class YesNoField(forms.NullBooleanField):
    """true or false, and nothing else: Django's own field reads everything else as not given."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in (None, "", "true", "false"):
            return {"true": True, "false": False}.get(value)
        raise forms.ValidationError("Use true or false.", code="invalid")


class YesNoFilter(django_filters.BooleanFilter):
    field_class = YesNoField


class SetFilter(YesNoFilter):
    """true: rows that have a value in the column; false: rows that have none."""

    def filter(self, qs: Any, value: bool | None) -> Any:
        return qs if value is None else qs.filter(**{f"{self.field_name}__isnull": not value})


class DayFilter(filters.DateFilter):
    """A day written YYYY-MM-DD."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)


class RecordFilter(filters.FilterSet):
    """What every list of the record takes. With ``updated_since`` the list is in the order of change."""

    updated_since = filters.IsoDateTimeFilter("updated_at", lookup_expr="gte", label="Changed at or after this time.")
    source_system = filters.CharFilter(label="The system that the row came from.")
    external_id = filters.CharFilter(label="The row's name in that system.")


class ProgramRowFilter(RecordFilter):
    """What every list of rows of a program takes."""

    program = filters.UUIDFilter("program__uid", label="Rows of this program.")
