"""What every action shares: one transaction with its author, rights, locks, and the refresh it causes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pghistory
import pghistory.runtime
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from config.waking import refresh_waker
from programs.actions.after_close import check_not_over
from programs.actions.kept_elsewhere import check_kept_here, read_once, writing_for
from programs.errors import Gone, NotAllowed, OutOfReach, Refused, Stale
from programs.gathering import gathering_now
from programs.models import Program, RefreshRequest, User
from programs.models.base import Record
from programs.models.grant import reach_of, system_of
from programs.periods import day_name
from programs.rules import program_of

Params = ParamSpec("Params")
Subject = TypeVar("Subject")
Result = TypeVar("Result")
Row = TypeVar("Row", bound=Record)


_changed_together: ContextVar[set[int] | None] = ContextVar("changed_together", default=None)
"""Keys of the programs that were changed inside ``together`` or ``all_or_nothing``; None outside."""
_first_undoes_all: ContextVar[bool] = ContextVar("first_undoes_all", default=False)
"""Whether one refusal undoes every action of the transaction, so that none needs a savepoint of its own."""
_identity: ContextVar[tuple[type[Record], str, str] | None] = ContextVar("identity", default=None)
"""The table whose next new row comes from a system, the system, and the row's name there."""


class NotSaved(IntegrityError):
    """The database refused ``row`` with ``error``."""

    def __init__(self, row: Record, error: IntegrityError) -> None:
        super().__init__(*error.args)
        self.row = row
        self.error = error


def action(
    function: Callable[Concatenate[Subject, Params], Result],
) -> Callable[Concatenate[Subject, Params], Result]:
    """The action in one transaction, its history signed with the keyword argument ``by`` and its own name.

    Of a program that is over it writes only what ``after_close`` names.
    """
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

    @wraps(function)
    def signed(subject: Subject, /, *args: Params.args, **kwargs: Params.kwargs) -> Result:
        by: Any = kwargs["by"]
        check_not_over(name, subject, kwargs.get("program"))
        gathered = gathering_now()
        if gathered is not None:
            with gathered.signed(by.pk, name), writing_for(system_of(by)):
                return function(subject, *args, **kwargs)
        savepoint = not _first_undoes_all.get()
        with (
            said_in_words(),
            transaction.atomic(savepoint=savepoint),
            signature(user=by.pk, action=name),
            writing_for(system_of(by)),
        ):
            return function(subject, *args, **kwargs)

    return cast("Callable[Concatenate[Subject, Params], Result]", signed)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction for all actions inside: the first that fails undoes every one, so none needs a savepoint."""
    outside = _first_undoes_all.set(True)
    try:
        with together():
            yield
    finally:
        _first_undoes_all.reset(outside)


@contextmanager
def together() -> Iterator[None]:
    """One transaction for all actions inside; one that fails undoes only itself.

    Each program that they change is marked for a new computation once, at the end.
    """
    changed: set[int] = set()
    with transaction.atomic(), read_once():
        outside = _changed_together.set(changed)
        try:
            yield
        finally:
            _changed_together.reset(outside)
        refresh(sorted(changed))


@contextmanager
def said_in_words() -> Iterator[None]:
    """A row that the database refused inside is refused in the words of its constraint, after the transaction.

    To ask the constraints there spares each saved row a savepoint of its own.
    """
    try:
        yield
    except NotSaved as refused:
        if not connection.needs_rollback:
            refused.row.validate_unique()  # Columns that are unique by themselves are no constraints to Django.
            refused.row.validate_constraints()
        raise refused.error from None


@contextmanager
def signature(**metadata: Any) -> Iterator[None]:
    """History inside the block signed with ``metadata``, on top of what a request around it says."""
    around = getattr(pghistory.runtime._tracker, "value", None)
    if around is None:
        with pghistory.context(**metadata):
            yield
        return
    # A nested pghistory.context would rewrite the one around it: the last of several actions would sign them all.
    pghistory.runtime._tracker.value = pghistory.runtime.Context(uuid.uuid4(), {**around.metadata, **metadata})
    try:
        yield
    finally:
        pghistory.runtime._tracker.value = around


@contextmanager
def coming_from(model: type[Record], *, source_system: str, external_id: str) -> Iterator[None]:
    """The first new row of the table that is saved inside is known by this name in that system."""
    outside = _identity.set((model, source_system, external_id))
    try:
        yield
    finally:
        _identity.reset(outside)


def require(by: User, permission: str, subject: models.Model | None = None) -> None:
    """Returns when ``by`` is active and has ``programs.<permission>`` on ``subject``; else raises NotAllowed."""
    if by.is_active and by.has_perm(f"programs.{permission}", subject):
        return
    if reach_of(by) is not None and program_of(subject) is None:
        raise OutOfReach()
    raise NotAllowed()


def check_happened(on: date, *, field: str = "on") -> None:
    """Returns unless the day lies ahead, in the installation's time zone: the record holds what happened."""
    if on > timezone.localdate():
        raise Refused("in_the_future", f"{day_name(on)} has not come yet: give a day up to today.", field=field)


def lock(row: Row, *, version: int | None = None) -> Row:
    """The row as it is now, locked until the end of the transaction.

    version  what the caller read; None when the caller did not read it first
    raises   Stale when the row has another version, Gone when it was deleted
    """
    gathered = gathering_now()
    fresh = gathered.lock(row, read_locked) if gathered else read_locked(type(row), {row.pk}).get(row.pk)
    if fresh is None:
        raise Gone()
    if version is not None and fresh.version != version:
        raise Stale(current_version=fresh.version)
    return fresh


def read_locked(model: type[Row], keys: Collection[int]) -> dict[int, Row]:
    """The rows as they are now, by key, locked until the end of the transaction."""
    # Ordered by their keys: a noun's own order may join other rows, and they would be locked as well.
    rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def save_checked(row: Row) -> Row:
    """The row after validation, saving and reading back what the database made of it."""
    row.full_clean(exclude=sure_fields(row), validate_constraints=False)
    is_new = row._state.adding
    save(row)
    if not is_new or stores_otherwise(type(row)):
        read_back(row)
    return row


@cache
def stores_otherwise(model: type[Record]) -> bool:
    """Whether a new row may come back otherwise than it was given: with other digits, or in another time zone.

    Triggers change a row only when it is updated.
    """
    returned = set(model._meta.db_returning_fields)
    kinds = (models.DecimalField, models.DateTimeField, models.JSONField)
    return any(isinstance(field, kinds) for field in model._meta.concrete_fields if field not in returned)


def read_back(row: Record) -> None:
    """Puts on the row what the database made of it, once it is written; rows that it refers to stay at hand."""
    gathered = gathering_now()
    if gathered is not None and gathered.waits(row):
        return
    row.refresh_from_db(fields=[field.name for field in row._meta.concrete_fields if not field.is_relation])


def sure_fields(row: Record) -> set[str]:
    """Fields that need no query to be checked: the identity, and references whose row is at hand."""
    at_hand = {
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation and row._state.fields_cache.get(field.name) is not None
    }
    return {"uid"} | at_hand


def save(row: Record, *, update_fields: list[str] | None = None) -> None:
    """The row saved; the database checks its constraints, and ``said_in_words`` says which one refused it.

    Among calls that are carried out as one it waits for the end of all of them.
    """
    identity = _identity.get()
    if identity is not None and row._state.adding and type(row) is identity[0]:
        _, row.source_system, row.external_id = identity
        _identity.set(None)
    gathered = gathering_now()
    if gathered is not None:
        gathered.wait(row, update_fields)
        return
    try:
        row.save(update_fields=update_fields)
    except IntegrityError as error:
        raise NotSaved(row, error) from error


def change_fields(row: Row, changes: dict[str, Any]) -> Row:
    """The row with the changes, validated and saved; no write when nothing differs. What stays was validated before.

    raises  KeptElsewhere when another system keeps a field that would get another value
    """
    if gathered := gathering_now():
        gathered.check_written(row)
    differing = {name: value for name, value in changes.items() if not holds(row, name, value)}
    if not differing:
        return row
    check_kept_here(row, differing)
    columns: list[Any] = [row._meta.get_field(name) for name in differing]
    former = {column.attname: getattr(row, column.attname) for column in columns}
    put(row, differing)
    unchanged = {field.name for field in row._meta.concrete_fields} - set(differing)
    try:
        row.full_clean(exclude=sure_fields(row) | unchanged, validate_constraints=False)
    except ValidationError:
        put(row, former)  # Other calls of a gathering may see the same row.
        raise
    save(row, update_fields=list(differing))
    read_back(row)
    return row


def holds(row: Record, name: str, value: Any) -> bool:
    """Whether the row has the value already; a row that it names is known by its key, and not read for that."""
    if isinstance(value, models.Model):
        column: Any = row._meta.get_field(name)
        return bool(getattr(row, column.attname) == getattr(value, column.target_field.attname))
    return bool(getattr(row, name) == value)


def put(row: Record, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def touch(row: Record) -> None:
    """The row, which the caller locked, with its next version: what was written belongs to it.

    So of two writes that were made for one version the second is refused, though no column of the row differs.
    """
    type(row)._base_manager.filter(pk=row.pk).update(version=models.F("version") + 1)


def refresh(program_ids: Iterable[int]) -> None:
    """Marks programs for a new computation in this transaction, and wakes a worker after commit."""
    changed = _changed_together.get()
    if changed is not None:
        changed.update(program_ids)
        return
    RefreshRequest.objects.bulk_create([RefreshRequest(program_id=pk) for pk in program_ids])
    transaction.on_commit(refresh_waker.wake)


def refresh_all_active() -> None:
    """Marks every active program, after a change that concerns all of them."""
    refresh(Program.objects.active().order_by("id").values_list("id", flat=True))
