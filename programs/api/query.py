"""Query parameters: a filter that is not understood is refused, never ignored."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import django_filters
import django_filters.rest_framework as filters
from django import forms
from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from programs.api.fields import Row
from programs.api.limits import values_problem
from programs.api.rows import Look, declared, expandable


class WrongParameter(ValidationError):
    """A parameter of the address is not understood."""


def check_parameters(query: QueryDict, known: Collection[str]) -> None:
    """Returns when every parameter is known, given once, and not blank; else WrongParameter for each that is not."""
    errors: dict[str, list[ErrorDetail]] = {}
    for name, values in query.lists():
        if name not in known:
            say = known_here(known) if known else "This address takes none."
            errors[name] = [ErrorDetail(f"Unknown parameter. {say}", "unknown_parameter")]
        elif too_many := values_problem(name, values):
            errors[name] = [too_many]
        elif len(values) > 1:
            errors[name] = [ErrorDetail("Give this parameter once.", "repeated_parameter")]
        elif not values[0].strip():
            errors[name] = [ErrorDetail("Give a value, or leave the parameter out.", "blank_parameter")]
    if errors:
        raise WrongParameter(errors)


def known_here(known: Collection[str]) -> str:
    """The parameters as a problem names them: fields once, however many ways there are to compare them."""
    plain = sorted(name for name in known if "__" not in name)
    ways = sorted({name.rpartition("__")[2] for name in known if "__" in name})
    also = f" Fields also with {', '.join(f'__{way}' for way in ways)}, where their kind allows it." if ways else ""
    return f"Known here: {', '.join(plain)}.{also}"


def asked_look(request: Request, shape: type[Row], *, usual: tuple[str, ...] | None = None) -> Look:
    """Which fields ``fields`` asks for, always with the uid, and which rows that a row names ``expand`` asks for.

    usual   the fields when it asks for none; None: all
    raises  WrongParameter for a field that is not shown, or that names no row that can be expanded
    """
    fields, expanded = names_in(request, "fields"), names_in(request, "expand")
    known, nameable = list(declared(shape)), expandable(shape)
    errors = {
        parameter: [ErrorDetail(f"Unknown here: {', '.join(unknown)}. Known: {', '.join(choice)}.", "unknown_field")]
        for parameter, asked, choice in (("fields", fields, known), ("expand", expanded, nameable))
        if (unknown := [name for name in asked if name not in choice])
    }
    if errors:
        raise WrongParameter(errors)
    wanted = tuple(name for name in known if name in fields or name == "uid") if fields else usual
    return Look(wanted, tuple(name for name in nameable if name in expanded))


def names_in(request: Request, parameter: str) -> list[str]:
    """Names that a parameter lists, separated by commas."""
    text = request.query_params.get(parameter)
    return text.split(",") if text else []


class DeclaredFilters(filters.DjangoFilterBackend):
    """The filters that a list declares itself; their form is only built when one of them is asked for."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        declared_here = view.filterset_class.base_filters if view.filterset_class else ()
        asked = any(name in request.query_params for name in declared_here)
        return super().filter_queryset(request, queryset, view) if asked else queryset


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
    """What every list of the record takes besides its fields. With ``updated_since`` it is in the order of change."""

    updated_since = filters.IsoDateTimeFilter("updated_at", lookup_expr="gte", label="Changed at or after this time.")
