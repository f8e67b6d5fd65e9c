"""Makers of rows of the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from programs.models import BusinessFunction, Membership, Program, User, WeeklyStatement
from tests.factories.plan import START, make_function, make_membership, make_user

WEEK = timedelta(weeks=1)


def monday(*, weeks_ago: int = 0) -> date:
    """The Monday of this week, or of one before it."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) - weeks_ago * WEEK


def make_statement(program: Program, **given: Any) -> WeeklyStatement:
    """A function says that no incident happened in the week of START."""
    values = {"week_starts_on": START, "subject": "incidents", "happened": False} | given
    for name, make in (("function", make_function), ("stated_by", make_user)):
        if name not in values:
            values[name] = make()
    return WeeklyStatement.objects.create(program=program, **{"stated_on": values["week_starts_on"]} | values)


def make_lead(user: User, program: Program, function: BusinessFunction | None = None) -> Membership:
    """A function lead since START, of a new function unless one is given."""
    return make_membership(user, program, "function_lead", function=function or make_function())
