"""Pages by key in a total order: a row that is inserted meanwhile neither repeats nor hides another."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
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

    def rows_beyond(self) -> Q:
        """Condition of the rows past this place, in the cursor's direction."""
        condition, equal = Q(), Q()
        for name, value in zip(self.order, self.key, strict=True):
            field = name.lstrip("-")
            lookup = "lt" if name.startswith("-") != self.backwards else "gt"
            condition |= equal & Q(**{f"{field}__{lookup}": value})
            equal &= Q(**{field: value})
        return condition


class KeysetPagination(BasePagination):
    """One page. The view says the order (``get_order``); its last column is unique."""

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        order: tuple[str, ...] = view.get_order()  # type: ignore[union-attr]
        self.address = request.build_absolute_uri()
        size = page_size(request, getattr(view, "page_size", DEFAULT_PAGE_SIZE))
        text = request.query_params.get("cursor")
        cursor = Cursor.decode(text, order, queryset.model) if text else None
        backwards = cursor is not None and cursor.backwards
        if cursor is not None:
            queryset = queryset.filter(cursor.rows_beyond())
        found = list(queryset.order_by(*(turned(order) if backwards else order))[: size + 1])
        more, page = len(found) > size, found[:size]
        if backwards:
            page.reverse()
        self.next = self.link(order, page[-1:]) if backwards or more else None
        self.previous = self.link(order, page[:1], backwards=True) if (more if backwards else cursor) else None
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
