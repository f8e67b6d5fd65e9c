"""Rows that hold for a time: from ``valid_from`` through ``valid_to``, or without an end."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func
from django.db.models.expressions import Combinable


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


def holds_on(day: date) -> models.Q:
    """Condition of rows that hold on ``day``; the last day, ``valid_to``, still counts."""
    return models.Q(valid_to__isnull=True, valid_from__lte=day) | models.Q(valid_to__gte=day, valid_from__lte=day)


def holds_between(first: date, last: date | None) -> models.Q:
    """Condition of rows that hold on some day from ``first`` through ``last``, or ever after when ``last`` is None."""
    begins = models.Q() if last is None else models.Q(valid_from__lte=last)
    return begins & (models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=first))


def never_at_once(
    name: str,
    *columns: str | Combinable,
    begins: str = "valid_from",
    ends: str = "valid_to",
    end_counts: bool = True,
) -> ExclusionConstraint:
    """Refuses two rows with the same ``columns`` whose times overlap; ``end_counts``: the last day belongs to them."""
    boundary = RangeBoundary(inclusive_lower=True, inclusive_upper=end_counts)
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in columns),
            (DateRange(begins, ends, boundary), RangeOperators.OVERLAPS),
        ],
    )


def ends_after_it_begins(name: str, *, begins: str = "valid_from", ends: str = "valid_to") -> models.CheckConstraint:
    """Refuses a row that ends before it begins; the same day is one day."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{ends}__isnull": True}) | models.Q(**{f"{ends}__gte": models.F(begins)}), name=name
    )


def check_ends(begins: date | None, ends: date | None, *, field: str = "valid_to") -> None:
    """Says which day is wrong; PostgreSQL cannot even compare a time that ends before it begins with others."""
    if begins and ends and ends < begins:
        raise ValidationError({field: "It ends on or after the day it begins."})
