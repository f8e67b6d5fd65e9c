"""Pages by key in a total order: a row that is inserted meanwhile neither repeats nor hides another."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.core.exceptions import ValidationError as FieldValidationError
from django.db.models import Model, Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from programs.compiled import given

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two rows: before or after the row whose sort key is ``key``, in the order ``order``."""

    order: tuple[str, ...]
    key: tuple[Any, ...]
    backwards: bool = False

    def encode(self) -> str:
        """The cursor as opaque text for an address."""
        parts = [self.backwards, list(self.order), [str(value) for value in self.key]]
        return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, order: tuple[str, ...], model: type[Model]) -> Cursor:
        """The cursor of a text that ``encode`` made for the same order; else ValidationError."""
        try:
            backwards, named, values = orjson.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
            if tuple(named) != order or len(values) != len(order):
                raise ValueError
            columns: list[Any] = [model._meta.get_field(name.lstrip("-")) for name in order]
            key = tuple(column.to_python(value) for column, value in zip(columns, values, strict=True))
        except (ValueError, TypeError, binascii.Error, FieldValidationError) as error:
            message = "Use the cursor of a next or previous link as it is, with the same filters."
            raise ValidationError({"cursor": [message]}, code="invalid_cursor") from error
        return cls(order, key, bool(backwards))

    def rows_beyond(self, key: Mapping[str, Any]) -> Q:
        """Condition of the rows past a place, in the cursor's direction; ``key`` has its values by name."""
        condition, equal = Q(), Q()
        for name in self.order:
            field = name.lstrip("-")
            condition |= equal & Q(**{f"{field}__{self.beyond(name)}": key[name]})
            equal &= Q(**{field: key[name]})
        # Said once more of the first column alone: only so does PostgreSQL begin to read its index here.
        first = self.order[0]
        return Q(**{f"{first.lstrip('-')}__{self.beyond(first)}e": key[first]}) & condition

    def beyond(self, name: str) -> str:
        """How a column compares past this place."""
        return "lt" if name.startswith("-") != self.backwards else "gt"


@dataclass(frozen=True, slots=True)
class PageAsked:
    """Which page a request asks for: from where on, in which order, and how many rows."""

    order: tuple[str, ...]
    size: int
    cursor: Cursor | None = None

    @property
    def is_backwards(self) -> bool:
        return self.cursor is not None and self.cursor.backwards

    @property
    def key(self) -> dict[str, Any]:
        """The values of the place from which it goes on, by name."""
        return dict(zip(self.order, self.cursor.key, strict=True)) if self.cursor else {}

    def rows(self, queryset: Any, key: Mapping[str, Any]) -> Any:
        """The rows of the page, and one more if there is one; ``key`` as ``Cursor.rows_beyond`` takes it."""
        beyond = queryset.filter(self.cursor.rows_beyond(key)) if self.cursor else queryset
        return beyond.order_by(*(turned(self.order) if self.is_backwards else self.order))[: self.size + 1]

    def rows_once_given(self, queryset: Any) -> Any:
        """The same with the values of the key as ``given``, for a query that is kept."""
        return self.rows(queryset, {name: given(name) for name in self.order})


class KeysetPagination(BasePagination):
    """One page. The view says the order (``get_order``); its last column is unique."""

    def asked(self, request: Request, view: Any, model: type[Model]) -> PageAsked:
        order: tuple[str, ...] = view.get_order()
        text = request.query_params.get("cursor")
        size = page_size(request, getattr(view, "page_size", DEFAULT_PAGE_SIZE))
        return PageAsked(order, size, Cursor.decode(text, order, model) if text else None)

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        asked = self.asked(request, view, queryset.model)
        return self.page_of(asked, list(asked.rows(queryset, asked.key)), request)

    def page_of(self, asked: PageAsked, found: list[Any], request: Request) -> list[Any]:
        """The rows of the page in its order, of those that ``PageAsked.rows`` found."""
        self.address = request.build_absolute_uri()
        more, page = len(found) > asked.size, found[: asked.size]
        backwards, order = asked.is_backwards, asked.order
        if backwards:
            page.reverse()
        self.next = self.link(order, page[-1:]) if backwards or more else None
        has_previous = more if backwards else asked.cursor
        self.previous = self.link(order, page[:1], backwards=True) if has_previous else None
        return page

    def link(self, order: tuple[str, ...], edge: list[Any], *, backwards: bool = False) -> str | None:
        """Address of the page beyond the row at the edge; None beyond an empty page."""
        if not edge:
            return None
        key = tuple(key_text(getattr(edge[0], name.lstrip("-"))) for name in order)
        return replace_query_param(self.address, "cursor", Cursor(order, key, backwards).encode())

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        size = getattr(view, "page_size", DEFAULT_PAGE_SIZE)
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "A place in the list, taken from a next or previous link.",
                "schema": {"type": "string", "minLength": 1},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "Rows on a page.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": size},
            },
        ]


def page_size(request: Request, default: int) -> int:
    """The page size asked for, else ``default``; ValidationError outside of 1 to 1,000."""
    text = request.query_params.get("page_size", str(default))
    size = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    if not 1 <= size <= MAX_PAGE_SIZE:
        raise ValidationError({"page_size": [f"Ask for 1 to {MAX_PAGE_SIZE:,} rows."]})
    return size


def turned(order: Sequence[str]) -> list[str]:
    """The order the other way round."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def key_text(value: Any) -> str:
    """A key as text that its field reads back without loss."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
