"""Makers of rows of a program's life."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from programs.models import Program, ProgramPause
from tests.factories.plan import START, make_user

months = count(1)


def make_pause(program: Program, *, paused_on: date | None = None, **given: Any) -> ProgramPause:
    """A pause of two weeks, each in a month of its own."""
    begins = paused_on or START.replace(year=START.year + 1 + next(months), day=1)
    values = {"reason": "The plant is rebuilt", "resumed_on": begins.replace(day=15), "paused_by": make_user()} | given
    return ProgramPause.objects.create(program=program, paused_on=begins, **values)
