"""What every table of the record has: identity, version, history, and a trace when a row is deleted."""

from __future__ import annotations

import uuid
from typing import TypeVar, cast

import pghistory
import pgtrigger
import uuid_utils.compat
from django.db import models
from django.db.models.functions import Now

from programs.models.constraint_words import SpeakingModel
from programs.models.feed_triggers import FEED


def new_uid() -> uuid.UUID:
    """A UUIDv7: identity of a row across installations, archives and the API; sorts by creation."""
    return uuid_utils.compat.uuid7()


BUMP_VERSION = pgtrigger.Trigger(
    name="bump_version",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    func="""
        NEW.uid := OLD.uid; NEW.version := OLD.version;
        NEW.updated_at := OLD.updated_at; NEW.created_at := OLD.created_at;
        IF NEW IS DISTINCT FROM OLD THEN
            NEW.version := OLD.version + 1;
            NEW.updated_at := clock_timestamp();
        END IF;
        RETURN NEW;
    """,
)

# For rows of which an action writes only what belongs to them: an update to the next version is a change by itself.
BUMP_VERSION_WHEN_TOUCHED = pgtrigger.Trigger(
    name="bump_version",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("is_touched", "boolean")],
    func="""
        is_touched := NEW.version = OLD.version + 1;
        NEW.uid := OLD.uid; NEW.version := OLD.version;
        NEW.updated_at := OLD.updated_at; NEW.created_at := OLD.created_at;
        IF is_touched OR NEW IS DISTINCT FROM OLD THEN
            NEW.version := OLD.version + 1;
            NEW.updated_at := clock_timestamp();
        END IF;
        RETURN NEW;
    """,
)

# The function programs_program_of, made by a migration, finds the program through the row or what it belongs to.
LEAVE_TOMBSTONE = pgtrigger.Trigger(
    name="leave_tombstone",
    operation=pgtrigger.Delete,
    when=pgtrigger.After,
    func="""
        INSERT INTO programs_tombstone (kind, uid, program_id, deleted_at, deleted_by_id)
        VALUES (
            substr(TG_TABLE_NAME, 10), OLD.uid, programs_program_of(to_jsonb(OLD)), clock_timestamp(),
            (NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb->>'user')::bigint
        );
        RETURN OLD;
    """,
)

IMMUTABLE = pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)

RecordType = TypeVar("RecordType", bound="type[Record]")


def with_history(model: RecordType) -> RecordType:
    """The model, each insert, update and delete of which is kept by trigger with user and request."""
    # Events keep state of the model they watch, so every model needs its own.
    track = pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return cast("RecordType", track(model))


class Record(SpeakingModel):
    """A row of the record. ``version`` grows by one on each real change, by trigger, for bulk writes too."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    source_system = models.CharField(max_length=100, blank=True, default="")
    external_id = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["source_system", "external_id"],
                condition=~models.Q(external_id=""),
                name="%(class)s_external_id_is_unique_in_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(external_id="", source_system="")
                | (~models.Q(external_id="") & ~models.Q(source_system="")),
                name="%(class)s_external_id_names_its_source",
            ),
        ]
        triggers = [BUMP_VERSION, LEAVE_TOMBSTONE, *FEED]


TOUCHABLE = [BUMP_VERSION_WHEN_TOUCHED, LEAVE_TOMBSTONE, *FEED]
"""The triggers of a row whose version also counts what is written below it (``touch`` of the actions)."""


def both_or_neither(first: str, second: str) -> models.Q:
    """Condition of a who-and-when pair: both columns are given, or none."""
    return models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | models.Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )
