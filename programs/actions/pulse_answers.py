"""Answering the pulse: the one write of the record that has no author, on purpose.

It is no ``@action``: that signs. Nothing here takes a user, a request or a day of the answer, and nothing it writes
has a history, a time or an order that could be asked for later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from programs.actions.pulse_waves import digest_of
from programs.errors import Refused
from programs.models import PulseAnswer, PulseLink
from programs.pulse_items import ITEMS
from programs.unsigned import unsigned


def link_of(secret: str, *, today: date) -> PulseLink | None:
    """The link, while its wave takes answers; None for a wrong one, one too early or too late, all alike."""
    return PulseLink.objects.filter(
        digest=digest_of(secret), wave__closed_on=None, wave__opens_on__lte=today, wave__closes_on__gte=today
    ).first()


def answer(link: PulseLink, *, scores: Sequence[int]) -> None:
    """The answers kept apart from the link, and the link used up.

    scores  1 to 5 for each item in order
    raises  Refused for a second answer by the same link, also when both come at once, and once the wave was closed
    """
    if len(scores) != len(ITEMS) or not all(1 <= score <= 5 for score in scores):
        raise Refused("incomplete", "Answer every statement.", field="scores")
    with unsigned(), transaction.atomic():
        fresh = PulseLink.objects.select_for_update().filter(pk=link.pk).first()
        if fresh is None:
            raise Refused("wave_closed", "This survey was closed meanwhile.")
        if fresh.is_used:
            raise Refused("already_answered", "This link was already used to answer.")
        PulseLink.objects.filter(pk=fresh.pk).update(is_used=True)
        PulseAnswer.objects.create(wave_id=fresh.wave_id, group_id=fresh.group_id, scores=list(scores))
