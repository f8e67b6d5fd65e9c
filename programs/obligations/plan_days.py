"""The days of an item that the program page speaks of: planned first, and expected now."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Subquery

from programs.models import BaselineItem, MilestoneForecast


def planned_on(item: str, day: date) -> Subquery:
    """The day for which the first locked baseline plans the item in the column; NULL when it is in none."""
    planned = BaselineItem.objects.filter(milestone=OuterRef(item), baseline__number=1, baseline__locked_on__lte=day)
    return Subquery(planned.values("planned_on")[:1])


def forecast_on(item: str) -> Subquery:
    """The finish of the item in the column as last stated; NULL while nobody said."""
    latest = MilestoneForecast.objects.filter(milestone=OuterRef(item)).order_by("-stated_on")
    return Subquery(latest.values("finish_on")[:1])
