"""Filters that every shown field brings along: the value, one of several, from and to, whether it is known."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_datetime
from rest_framework import serializers
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from programs.api.fields import Row, UidField
from programs.api.limits import MOST_VALUES
from programs.api.query import WrongParameter
from programs.api.rows import declared

BIGGEST = 2**63
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WHOLE = re.compile(r"-?\d{1,19}")
DECIMAL = r"^-?\d{1,30}(\.\d{1,30})?$"
TIME = {"type": "string", "format": "date-time"}


@dataclass(frozen=True, slots=True)
class Lookup:
    """One filter: the path that the query compares, how, and what its text must be.

    kind   key of ``KINDS``
    check  refuses more texts than its kind does: ValueError with a sentence
    about  what the description says of it
    """

    path: str
    kind: str
    choices: tuple[str, ...] = ()
    many: bool = False
    check: Callable[[str], None] | None = None
    about: str = ""

    def value(self, text: str) -> Any:
        """What the text says, or each of its parts; ValueError with a sentence when that is not of the kind."""
        return [self.single(part) for part in text.split(",")] if self.many else self.single(text)

    def single(self, text: str) -> Any:
        if self.choices and text not in self.choices:
            raise ValueError(f"Use one of: {', '.join(self.choices)}.")
        if self.check is not None:
            self.check(text)
        kind = KINDS[self.kind]
        try:
            return kind.read(text)
        except ValueError:
            raise ValueError(kind.say) from None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: how its text is read (ValueError when it is not one), what is said then, and its JSON schema."""

    read: Callable[[str], Any]
    say: str
    schema: dict[str, Any]
    ordered: bool = False


def day(text: str) -> date:
    if not DAY.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def time(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None or found.tzinfo is None:
        raise ValueError
    try:
        return found.astimezone(UTC)  # PostgreSQL knows fewer offsets than Python.
    except OverflowError as error:
        raise ValueError from error


def whole(text: str) -> int:
    if not WHOLE.fullmatch(text) or not -BIGGEST <= int(text) < BIGGEST:
        raise ValueError
    return int(text)


def number(text: str) -> Decimal:
    if not re.fullmatch(DECIMAL, text):
        raise ValueError
    return Decimal(text)


def yes_no(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError
    return text == "true"


def words(text: str) -> str:
    if "\0" in text:
        raise ValueError
    return text


KINDS = {
    "uid": Kind(uuid.UUID, "Give a uid.", {"type": "string", "format": "uuid"}),
    "day": Kind(day, "Give a day as YYYY-MM-DD.", {"type": "string", "format": "date"}, ordered=True),
    "time": Kind(time, "Give a time with its offset, such as 2026-11-22T18:00:00Z.", TIME, ordered=True),
    "whole": Kind(whole, "Give a whole number.", {"type": "integer"}, ordered=True),
    "number": Kind(number, "Give a number, such as 12.5.", {"type": "string", "pattern": DECIMAL}, ordered=True),
    "yes_no": Kind(yes_no, "Use true or false.", {"type": "boolean"}),
    "text": Kind(words, "Give text.", {"type": "string", "minLength": 1}),
}
KIND_OF: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], str], ...] = (
    (UidField, "uid"),
    (serializers.UUIDField, "uid"),
    (serializers.DateTimeField, "time"),
    (serializers.DateField, "day"),
    (serializers.DecimalField, "number"),
    (serializers.FloatField, "number"),
    (serializers.IntegerField, "whole"),
    (serializers.BooleanField, "yes_no"),
    (serializers.ChoiceField, "text"),
    (serializers.CharField, "text"),
)


@cache
def lookups(shape: type[Row]) -> dict[str, Lookup]:
    """The filters of a list by name. Fields that are no columns of the row, long texts and lists have none."""
    return {name: lookup for field in declared(shape) for name, lookup in of_field(shape, field)}


def of_field(shape: type[Row], name: str) -> Iterator[tuple[str, Lookup]]:
    field = declared(shape)[name]
    kind = next((kind for type_, kind in KIND_OF if isinstance(field, type_)), None)
    try:
        column: Any = shape.Meta.model._meta.get_field(str(field.source))
    except FieldDoesNotExist:
        return
    if kind is None or column.get_internal_type() == "TextField":
        return
    path = f"{field.source}__uid" if isinstance(field, UidField) else str(field.source)
    choices = tuple(str(each) for each, _ in column.flatchoices if each != "")
    yield name, Lookup(path, kind, choices)
    if kind != "yes_no" and not KINDS[kind].ordered:
        yield f"{name}__in", Lookup(f"{path}__in", kind, choices, many=True)
    if KINDS[kind].ordered:
        yield f"{name}__gte", Lookup(f"{path}__gte", kind)
        yield f"{name}__lte", Lookup(f"{path}__lte", kind)
    if column.null:
        yield f"{name}__isnull", Lookup(f"{field.source}__isnull", "yes_no")


class Lookups(BaseFilterBackend):
    """Applies the lookups that a request names; those that the list declares itself go before them."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        known, errors = view.lookups(), {}
        for name, text in request.query_params.items():
            if name not in known:
                continue
            try:
                queryset = queryset.filter(**{known[name].path: known[name].value(text)})
            except ValueError as error:
                errors[name] = [str(error)]
        if errors:
            raise WrongParameter(errors)
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [parameter(name, lookup) for name, lookup in view.lookups().items()]


def parameter(name: str, lookup: Lookup) -> dict[str, Any]:
    """The filter as OpenAPI describes a parameter."""
    schema = {**KINDS[lookup.kind].schema, **({"enum": list(lookup.choices)} if lookup.choices else {})}
    told = {"name": name, "in": "query", **({"description": lookup.about} if lookup.about else {})}
    if not lookup.many:
        return {**told, "schema": schema}
    several = {"type": "array", "items": schema, "minItems": 1, "maxItems": MOST_VALUES}
    return {**told, "style": "form", "explode": False, "schema": several}
