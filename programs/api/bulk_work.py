"""What a worker does with the rows that wait: piece by piece, each in one transaction with its answers.

The lock on the piece is the claim: a worker that is killed loses both with its connection, and another begins anew.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Now

from programs.api.problems import FieldError
from programs.api.routes import ROUTES
from programs.api.row_answers import RowAnswer
from programs.api.upserts import Upserts
from programs.models import BulkPiece

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
GIVEN_UP = f"Given up after {MOST_ATTEMPTS} attempts: the worker ended, or something went wrong on our side."


def work_off(*, pieces: int = 1_000) -> int:
    """Number of pieces worked on until none waited. Safe to run twice and at once."""
    for number in range(pieces):
        key = begun()
        if key is None:
            return number
        work_on(key)
    return pieces


def begun() -> int | None:
    """The key of the piece that has waited longest, one attempt counted; None when none waits."""
    with transaction.atomic():
        waiting = BulkPiece.objects.filter(answers__isnull=True).order_by("id").select_for_update(skip_locked=True)
        key = waiting.values_list("pk", flat=True).first()
        if key is not None:
            BulkPiece.objects.filter(pk=key).update(attempts=F("attempts") + 1)
    return key


def work_on(key: int) -> None:
    """The piece written with its answers, unless somebody else works on it."""
    try:
        with transaction.atomic():
            free = BulkPiece.objects.select_related("job__by").select_for_update(skip_locked=True, of=("self",))
            piece = free.filter(pk=key, answers__isnull=True).first()
            if piece is not None:
                answers = answers_to(piece)
                # What was sent is in the record now, or refused: nobody needs it any longer.
                BulkPiece.objects.filter(pk=key).update(rows=[], answers=answers, answered_at=Now())
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("Rows could not be written; they are tried again")


def answers_to(piece: BulkPiece) -> list[dict[str, Any]]:
    """What became of each row of the piece, by the rights that who sent it has now."""
    job = piece.job
    if piece.attempts > MOST_ATTEMPTS:
        places = range(piece.first, piece.first + len(piece.rows))
        given_up = [RowAnswer(at, "error", errors=[FieldError(("rows", at), GIVEN_UP, "given_up")]) for at in places]
        return [answer.shown() for answer in given_up]
    nouns: dict[str, Any] = {prefix: view for prefix, view, _ in ROUTES}
    upserts = Upserts(nouns[job.noun], by=job.sender)
    return [answer.shown() for answer in upserts.write(piece.rows, dry_run=job.dry_run, first=piece.first)]
