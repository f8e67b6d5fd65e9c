"""The history of a milestone, read from what the triggers kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import number_format

from programs.models import Evidence, EvidenceUse, GateReview, Milestone, MilestoneForecast, User

FORECAST_EVENT: Any = MilestoneForecast.pgh_event_model  # type: ignore[attr-defined]
QUIET = {
    "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context", "id", "uid", "version", "created_at",
    "updated_at", "program", "milestone", "source_system", "external_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field from its old to its new text; ``old`` is empty when the row is new."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """Who did what to which row, and when."""

    at: datetime
    who: str
    what: str
    changes: tuple[FieldChange, ...]


def history_of(milestone: Milestone) -> list[HistoryEntry]:
    """Changes of the milestone, its forecasts and its evidence, newest first; six queries."""
    used = EvidenceUse.objects.filter(milestone=milestone).values("evidence_id")
    streams: list[tuple[str, type[models.Model], models.Q]] = [
        ("Milestone", Milestone, models.Q(pgh_obj=milestone.pk)),
        ("Forecast", MilestoneForecast, models.Q(milestone=milestone.pk)),
        ("Evidence", Evidence, models.Q(pgh_obj__in=used)),
        ("Gate decision", GateReview, models.Q(gate__item=milestone.pk)),
    ]
    events = [(name, list(events_of(model, which))) for name, model, which in streams]
    names = people_in(event for _, rows in events for event in rows)
    entries = [entry for name, rows in events for entry in entries_of(name, rows, names)]
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def events_of(model: Any, which: models.Q) -> models.QuerySet[Any]:
    """The kept versions of the rows, oldest first."""
    events: models.QuerySet[Any] = model.pgh_event_model.objects.filter(which)
    named = [field.name for field in model.pgh_event_model._meta.fields if is_named(field)]
    return events.select_related("pgh_context", *named).order_by("pgh_id")


def is_named(field: Any) -> bool:
    """Whether the field points to a row whose name is told; people are looked up together."""
    return field.is_relation and field.name not in QUIET and field.related_model is not User


def people_in(events: Iterable[Any]) -> dict[int, str]:
    """Names by key of everybody who made or stands in the events."""
    keys: set[int] = set()
    for event in events:
        keys |= {getattr(event, field.attname) for field in person_fields(event)} - {None}
        if author_of(event) is not None:
            keys.add(author_of(event))  # type: ignore[arg-type]
    return {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}


def person_fields(event: Any) -> list[Any]:
    """The fields of an event that name a person."""
    return [field for field in event._meta.fields if field.is_relation and field.related_model is User]


def author_of(event: Any) -> int | None:
    """The key of the person who made the change; None for changes outside of actions."""
    context = event.pgh_context
    return context.metadata.get("user") if context is not None else None


def entries_of(name: str, events: list[Any], names: dict[int, str]) -> Iterator[HistoryEntry]:
    """One entry per event that changed something worth telling."""
    before: dict[int, Any] = {}
    for event in events:
        # A forecast is a row of its own for each day; people ask what it was before.
        row = event.milestone_id if isinstance(event, FORECAST_EVENT) else event.pgh_obj_id
        changes = tuple(changes_between(before.get(row), event, names))
        before[row] = event
        if changes or event.pgh_label == "delete":
            verb = {"insert": "added", "update": "changed", "delete": "deleted"}[event.pgh_label]
            who = names.get(author_of(event) or 0, "The system")
            yield HistoryEntry(at=event.pgh_created_at, who=who, what=f"{name} {verb}", changes=changes)


def changes_between(old: Any, new: Any, names: dict[int, str]) -> Iterator[FieldChange]:
    """The fields that differ, as people read them."""
    for field in new._meta.fields:
        if field.name in QUIET:
            continue
        was = text_of(old, field, names) if old is not None else ""
        now = text_of(new, field, names)
        if was != now and (old is not None or now):
            label = str(field.verbose_name)
            yield FieldChange(label=label[0].upper() + label[1:], old=was, new=now or "nothing")


def text_of(event: Any, field: Any, names: dict[int, str]) -> str:
    """The value of a field in an event: a name for a person, the label of a choice, else its text."""
    value = getattr(event, field.attname)
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.get(value, "somebody") if field.related_model is User else str(getattr(event, field.name))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return number_format(value.normalize(), force_grouping=True)
    return f"{value:%-d %b %Y}" if hasattr(value, "strftime") else str(value)
