"""Many rows of one noun, each created, changed or left as it is by the noun's own operations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import Q, prefetch_related_objects
from rest_framework.exceptions import ErrorDetail, ValidationError

from programs.actions.base import all_or_nothing, together
from programs.api.fields import StrictBody, UidField, uid_field_of
from programs.api.row_answers import RowAnswer, refuse_together, refused
from programs.api.row_writer import IDENTITY, Placed, Prepared, RowWriter
from programs.api.views import RecordViewSet, Write
from programs.models import User

Said = Mapping[str, Any]


class Tried(Exception):
    """Everything was tried, and is undone."""


class Upserts:
    """Rows of one noun by one person: matched, checked as a single write is, and handed to the noun's actions."""

    def __init__(self, view: type[RecordViewSet], *, by: User) -> None:
        self.view = view
        self.by = by
        self.writer = RowWriter(view, by=by)
        self.model: type[Any] = view.queryset.model
        self.context: dict[str, Any] = {"request": SimpleNamespace(user=by, query_params={}), "at_hand": {}}
        self.create: Write | None = view.writes.get("create")
        self.change: Write | None = view.writes.get("partial_update")
        self.columns = {column.name for column in self.model._meta.get_fields()}

    @cached_property
    def new(self) -> StrictBody | None:
        return self.create.body(context=self.context) if self.create else None

    @cached_property
    def changed(self) -> StrictBody | None:
        return self.change.body(partial=True, context=self.context) if self.change else None

    @cached_property
    def known(self) -> dict[str, Any]:
        """Every field that a row may have, but for what names it."""
        return {name: field for body in (self.new, self.changed) if body for name, field in body.fields.items()}

    @cached_property
    def named(self) -> list[str]:
        """The fields in which a row names other rows: what is said of them is held against what is there."""
        return [name for name in self.known if name in self.columns and self.model._meta.get_field(name).is_relation]

    @property
    def subject(self) -> Any:
        """The table of the rows that a new row is about; None where it is about none."""
        reference = uid_field_of(self.new.fields[self.create.subject]) if self.new and self.create else None
        return reference.options["queryset"].model if reference else None

    def write(
        self, rows: Sequence[Said], *, atomic: bool = False, dry_run: bool = False, first: int = 0
    ) -> list[RowAnswer]:
        """An answer for each row, in order. A row is known by its uid, or by its name in its source system.

        atomic   all are written, or none
        dry_run  nothing is written; the answers are those that would be given
        first    place of the first row among all that were sent
        raises   RefusedTogether when ``atomic`` and a row is refused
        """
        answers: list[RowAnswer] = []
        with suppress(Tried), all_or_nothing() if atomic else together():
            self.writer.begin()
            answers, to_write = self.prepare(rows, first)
            if atomic:
                refuse_together(answers)
            for answer in self.writer.write(to_write):
                answers.append(answer)
                if atomic:
                    refuse_together([answer])
            if dry_run:
                raise Tried
        answers.sort(key=lambda answer: answer.row)
        for answer in answers if dry_run else ():
            answer.uid = answer.uid if answer.outcome != "created" else None
        return answers

    def prepare(self, rows: Sequence[Said], first: int) -> tuple[list[RowAnswer], list[Placed]]:
        """Answers to rows that are unchanged, or refused as they stand; and the other rows, understood.

        What is there and what is named is read at once.
        """
        matches = self.matches(rows)
        self.context["at_hand"] = named = at_hand(self.known, rows, by=self.by)
        for model, by_uid in named.items():
            if model is self.subject:
                prefetch_related_objects(list(by_uid.values()), *path_to_program(model))
        seen: set[Any] = set()
        answers: list[RowAnswer] = []
        to_write: list[Placed] = []
        for place, said in enumerate(rows, start=first):
            try:
                prepared = self.understood(said, matches, seen)
            except ValidationError as error:
                answers.append(refused(place, error))
                continue
            match = prepared.match
            if match is not None and not prepared.values:
                answers.append(RowAnswer(place, "unchanged", str(match.uid), match.version, ignored=prepared.ignored))
            else:
                to_write.append((place, prepared))
        return answers, to_write

    def matches(self, rows: Sequence[Said]) -> dict[Any, Any]:
        """The rows that are there by uid and by identity: one query, and one for each field that names other rows."""
        by_uid = {uid for said in rows if (uid := uid_of(said))}
        by_source: dict[str, set[str]] = {}
        for source, external_id in filter(None, map(identity_of, rows)):
            by_source.setdefault(source, set()).add(external_id)
        condition = Q(uid__in=by_uid)
        for source, external_ids in by_source.items():
            condition |= Q(source_system=source, external_id__in=external_ids)
        view: Any = self.view(action="partial_update", request=self.context["request"], format_kwarg=None, kwargs={})
        found: dict[Any, Any] = {}
        for row in view.get_queryset().filter(condition).prefetch_related(*self.named, *path_to_program(self.model)):
            found[row.uid] = found[(row.source_system, row.external_id)] = row
        return found

    def understood(self, said: Said, matches: Mapping[Any, Any], seen: set[Any]) -> Prepared:
        """What is to be done about one row; ValidationError when it cannot be understood, or was said before."""
        uid, identity = uid_of(said), identity_of(said)
        if "uid" in said and uid is None:
            raise wrong("uid", UidField.default_error_messages["invalid"], "invalid")
        if uid is None and identity is None:
            message = "Name the row by uid, or by source_system and external_id."
            raise wrong("external_id" if "source_system" in said else "", message, "row_without_name")
        match = matches.get(uid if uid is not None else identity)
        if uid is not None and match is None:
            raise wrong("uid", UidField.default_error_messages["does_not_exist"], "does_not_exist")
        name = match.uid if match is not None else identity
        if name in seen:
            raise wrong("", "This row was said before in the same request.", "repeated_row")
        seen.add(name)
        fields = {name: value for name, value in said.items() if name != "uid"}
        return self.addition(fields, identity) if match is None else self.difference(match, fields)

    def addition(self, said: dict[str, Any], identity: tuple[str, str] | None) -> Prepared:
        if self.new is None:
            raise wrong(
                "external_id", "Nothing that you may see has this name, and none can be made here.", "not_found"
            )
        own = {name: value for name, value in said.items() if name in self.new.fields or name not in IDENTITY}
        return Prepared(None, self.new.run_validation(own), None if "external_id" in self.new.fields else identity)

    def difference(self, match: Any, said: dict[str, Any]) -> Prepared:
        """The change that makes the row what was said; without values when it is so already."""
        can_change = self.changed.fields if self.changed else {}
        once = {name: value for name, value in said.items() if name not in can_change}
        self.check_kept(match, once)
        ignored = tuple(name for name in once if name not in IDENTITY and name not in self.columns)
        given = {name: value for name, value in said.items() if name in can_change}
        values = self.validated_change(match, given) if given else {}
        if all(is_same(getattr(match, name), value) for name, value in values.items()):
            return Prepared(match, {}, ignored=ignored)
        unchanged = {name: getattr(match, name) for name in can_change if name not in values}
        return Prepared(match, {**unchanged, **values, "version": match.version}, ignored=ignored)

    def validated_change(self, match: Any, given: dict[str, Any]) -> dict[str, Any]:
        """The values as a change of this row; what is unique may be its own."""
        assert self.changed is not None
        self.changed.instance = match
        return dict(self.changed.run_validation(given))

    def check_kept(self, match: Any, said: dict[str, Any]) -> None:
        """Returns when what is said once, as the row is made, is what the row says; else ValidationError.

        What the row does not hold itself, such as the first forecast of a milestone, counts only as it is made.
        """
        errors: dict[str, list[ErrorDetail]] = {}
        for name, value in said.items():
            if name in IDENTITY:
                same = getattr(match, name) == value
            elif name not in self.known:
                known = ", ".join(["uid", *IDENTITY, *(each for each in self.known if each not in IDENTITY)])
                errors[name] = [ErrorDetail(f"Unknown field. Known here: {known}.", "unknown_field")]
                continue
            else:
                given = self.known[name].run_validation(value)
                same = name not in self.columns or is_same(getattr(match, name), given)
            if not same:
                errors[name] = [ErrorDetail("This is said once, as the row is made.", "only_at_creation")]
        if errors:
            raise ValidationError(errors)


def wrong(name: str, message: Any, code: str) -> ValidationError:
    """One thing that is wrong with a row."""
    return ValidationError({name or "non_field_errors": [ErrorDetail(message, code)]})


def uid_of(said: Said) -> UUID | None:
    """The uid that names the row, if one does."""
    try:
        return UUID(said["uid"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def identity_of(said: Said) -> tuple[str, str] | None:
    """Source system and the row's name there, if both are given."""
    source, external_id = (said.get(name) for name in IDENTITY)
    both = isinstance(source, str) and isinstance(external_id, str) and source.strip() and external_id.strip()
    return (str(source).strip(), str(external_id).strip()) if both else None


def is_same(there: Any, value: Any) -> bool:
    """Whether the row has the value already; of many rows, whether they are the same ones."""
    if hasattr(there, "get_queryset"):
        return {row.pk for row in there.all()} == {row.pk for row in value}
    return bool(there == value)


def path_to_program(model: type[Any]) -> tuple[str, ...]:
    """The way from a row to its program, whose roles and state every action asks for, when it belongs to one."""
    path = getattr(model._default_manager.all(), "program_path", "")
    return (path,) if path else ()


def at_hand(fields: Mapping[str, Any], rows: Sequence[Said], *, by: User) -> dict[Any, dict[str, Any]]:
    """The rows named in the fields that ``by`` may see, by model and uid: a query for each model."""
    named: dict[Any, set[UUID]] = {}
    managers: dict[Any, Any] = {}
    for name, each in fields.items():
        reference = uid_field_of(each)
        if reference is None:
            continue
        manager: Any = reference.options["queryset"]
        managers[manager.model] = manager
        said = [row.get(name) for row in rows]
        uids = [uid for value in said for uid in (value if isinstance(value, list) else [value])]
        named.setdefault(manager.model, set()).update(found for uid in uids if (found := uid_of({"uid": uid})))
    return {
        model: {str(row.uid): row for row in managers[model].visible_to(by).filter(uid__in=uids)} if uids else {}
        for model, uids in named.items()
    }
