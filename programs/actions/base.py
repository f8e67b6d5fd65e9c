"""What every action shares: one transaction with its author, rights, locks, and the refresh it causes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pghistory
import pghistory.runtime
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from config.waking import refresh_waker
from programs.errors import Gone, NotAllowed, Refused, Stale
from programs.models import Program, RefreshRequest, User
from programs.models.base import Record
from programs.periods import day_name

Params = ParamSpec("Params")
Subject = TypeVar("Subject")
Result = TypeVar("Result")
Row = TypeVar("Row", bound=Record)


def action(
    function: Callable[Concatenate[Subject, Params], Result],
) -> Callable[Concatenate[Subject, Params], Result]:
    """The action in one transaction, its history signed with the keyword argument ``by`` and its own name."""
    name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

    @wraps(function)
    def signed(subject: Subject, /, *args: Params.args, **kwargs: Params.kwargs) -> Result:
        by: Any = kwargs["by"]
        with transaction.atomic(), signature(user=by.pk, action=name):
            return function(subject, *args, **kwargs)

    return cast("Callable[Concatenate[Subject, Params], Result]", signed)


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


def require(by: User, permission: str, subject: models.Model | None = None) -> None:
    """Returns when ``by`` is active and has ``programs.<permission>`` on ``subject``; else raises NotAllowed."""
    if not by.is_active or not by.has_perm(f"programs.{permission}", subject):
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
    fresh = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if fresh is None:
        raise Gone()
    if version is not None and fresh.version != version:
        raise Stale(current_version=fresh.version)
    return fresh


def save_checked(row: Row) -> Row:
    """The row after validation, saving and reading back what the triggers wrote."""
    row.full_clean(exclude=sure_fields(row), validate_constraints=False)
    save(row)
    read_back(row)
    return row


def read_back(row: Record) -> None:
    """Puts on the row what the database made of it; rows that it refers to stay at hand."""
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
    """The row saved. The database checks its constraints; only a refusal is put into the constraint's words."""
    try:
        with transaction.atomic():
            row.save(update_fields=update_fields)
    except IntegrityError:
        row.validate_unique()  # Columns that are unique by themselves are no constraints to Django.
        row.validate_constraints()
        raise


def change_fields(row: Row, changes: dict[str, Any]) -> Row:
    """The row with the changes, validated and saved; no write when nothing differs."""
    differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not differing:
        return row
    for name, value in differing.items():
        setattr(row, name, value)
    row.full_clean(exclude=sure_fields(row), validate_constraints=False)
    save(row, update_fields=list(differing))
    read_back(row)
    return row


def refresh(program_ids: Iterable[int]) -> None:
    """Marks programs for a new computation in this transaction, and wakes a worker after commit."""
    RefreshRequest.objects.bulk_create([RefreshRequest(program_id=pk) for pk in program_ids])
    transaction.on_commit(refresh_waker.wake)


def refresh_all_active() -> None:
    """Marks every active program, after a change that concerns all of them."""
    refresh(Program.objects.active().order_by("id").values_list("id", flat=True))
