"""Event logs that somebody brought by the page: kept in pieces, read again with other options, loaded, removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, cast

import msgspec
from django.db import transaction

from config.waking import event_log_waker
from programs.actions.attachments import safe_name
from programs.actions.base import require
from programs.actions.event_logs import LogOutcome
from programs.errors import Refused
from programs.importing.event_logs.options import LogOptions
from programs.models import EventLogFile, EventLogPiece, ProcessFlow, User
from tracker.event_logs.analysis import LogAnalysis

MOST_UNPACKED_BYTES = 1024**3
State = EventLogFile.State


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How a person wants a log to be read, as the form says it.

    functions   lines ``actor,function``; empty: the actors are the functions
    keep_names  concerns the loading
    """

    actor: str
    zone: str
    first: date
    case: str = ""
    timestamp: str = ""
    activity: str = ""
    timestamp_format: str = ""
    delimiter: str = ""
    encoding: str = "utf-8-sig"
    functions: str = ""
    keep_names: bool = False

    def options(self, *, today: date) -> LogOptions:
        given = msgspec.structs.asdict(self)
        del given["functions"], given["keep_names"]
        return LogOptions(**given, last=today, max_bytes=MOST_UNPACKED_BYTES)


class PieceReader:
    """The bytes of a kept log, one piece after the other."""

    def __init__(self, log: EventLogFile) -> None:
        self._log = log
        self._number = 0

    def read(self, _size: int = -1) -> bytes:
        """The next piece; empty at the end. Its size is that with which it was kept."""
        pieces = self._log.pieces.filter(number=self._number)
        content = pieces.values_list("content", flat=True).first()
        self._number += 1
        return b"" if content is None else bytes(content)


def source_of(log: EventLogFile) -> BinaryIO:
    return cast("BinaryIO", PieceReader(log))


def asked_of(log: EventLogFile) -> Asked:
    return msgspec.convert(log.options, Asked)


def analysis_of(log: EventLogFile) -> LogAnalysis | None:
    """What the log says; None until it was read."""
    return None if log.analysis is None else msgspec.convert(log.analysis, LogAnalysis)


def outcome_of(log: EventLogFile) -> LogOutcome | None:
    """What was written; None until it was loaded."""
    return None if log.outcome is None else msgspec.convert(log.outcome, LogOutcome)


def bring(
    chunks: Iterable[bytes], *, name: str, by: User, asked: Asked, flow: ProcessFlow | None = None
) -> EventLogFile:
    """The file kept, to be read by a worker; refused when it is empty."""
    require(by, "add_shared")
    with transaction.atomic():
        log = EventLogFile.objects.create(
            name=safe_name(name), size=0, uploaded_by=by, options=msgspec.to_builtins(asked), flow=flow
        )
        for number, content in enumerate(chunks):
            EventLogPiece.objects.create(log=log, number=number, content=content)
            log.size += len(content)
        if not log.size:
            raise Refused("file_empty", "The file is empty.", field="file")
        log.save(update_fields=["size"])
        transaction.on_commit(event_log_waker.wake)
    log.refresh_from_db()
    return log


def read_again(log: EventLogFile, *, asked: Asked, flow: ProcessFlow | None) -> None:
    """The log, to be read anew with other options; refused once it is loaded, for then its bytes are gone."""
    with transaction.atomic():
        log = EventLogFile.objects.select_for_update().get(pk=log.pk)
        if log.state == State.LOADED:
            raise Refused("loaded_already", "This log was loaded: bring the file again to read it otherwise.")
        if log.state == State.TO_LOAD:
            raise Refused("being_loaded", "This log is being loaded.")
        log.options, log.flow, log.state = msgspec.to_builtins(asked), flow, State.TO_READ
        log.analysis, log.problem, log.claim, log.attempts, log.done = None, "", None, 0, 0
        log.save()
        transaction.on_commit(event_log_waker.wake)


def ask_to_load(log: EventLogFile) -> None:
    """The log, to be loaded by a worker; asked twice it is loaded once."""
    with transaction.atomic():
        log = EventLogFile.objects.select_for_update().get(pk=log.pk)
        if log.state in (State.TO_LOAD, State.LOADED):
            return
        if log.state != State.READ:
            raise Refused("not_read", "This log was not read yet, or it could not be read.")
        log.state, log.problem, log.claim, log.attempts = State.TO_LOAD, "", None, 0
        log.save(update_fields=["state", "problem", "claim", "attempts"])
        transaction.on_commit(event_log_waker.wake)
