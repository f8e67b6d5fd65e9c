"""The history of one row, read from what the triggers kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from programs.models import User
from programs.models.base import Record

SHOWN_AT_MOST = 200
ALWAYS_DIFFERENT = {"version", "updated_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One write of the row: ``changes`` has a line per field that got another value, none for a new row."""

    at: datetime
    what: str
    version: int
    who: str
    action: str
    changes: tuple[str, ...]


def history_of(row: Record) -> list[Entry]:
    """The latest writes of the row, newest first: one query for them and one for the people."""
    history = event_model(type(row))
    events = history._base_manager.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("-pgh_id")
    newest: list[Any] = list(events[: SHOWN_AT_MOST + 1])
    signatures = [event.pgh_context.metadata if event.pgh_context else {} for event in newest]
    names = User.objects.in_bulk({each["user"] for each in signatures if each.get("user")})
    older = [*newest[1:], None]
    entries = [
        Entry(
            at=event.pgh_created_at,
            what=event.pgh_label,
            version=event.version,
            who=str(names.get(signature.get("user"), "")),
            action=signature.get("action", ""),
            changes=tuple(changes(before, event)) if before else (),
        )
        for event, before, signature in zip(newest, older, signatures, strict=True)
    ]
    return entries[:SHOWN_AT_MOST]


def event_model(model: type[Record]) -> type[models.Model]:
    """The table in which the triggers keep versions of the model's rows."""
    return next(each for each in apps.get_models() if getattr(each, "pgh_tracked_model", None) is model)


def changes(before: Any, after: Any) -> list[str]:
    """``field: old → new`` for each column of the record that differs; rows that are referred to by their key."""
    columns = [field.attname for field in after.pgh_tracked_model._meta.fields if field.name not in ALWAYS_DIFFERENT]
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in columns]
    return [f"{name}: {shown(old)} → {shown(new)}" for name, old, new in pairs if old != new]


def shown(value: object) -> str:
    return "empty" if value in (None, "") else str(value)
