"""Days of a program as the reckoning stored them, without reckoning."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from programs.models import Program
from tracker.analysis.coordination import ANALYSIS_VERSION
from tracker.models import Analysis, Snapshot


def keep(program: Program, *spans: tuple[int, str, str], result: str | None = None) -> None:
    """A headline snapshot for each day: from so many days ago until the next span, the newest one to today.

    spans   days ago, reported, Delivery
    result  the Result status of an analysis of today: a color, or which grey it is
    """
    ends = [age for age, _, _ in spans[1:]] + [-1]
    for (begin, reported, delivery), end in zip(spans, ends, strict=True):
        for age in range(begin, end, -1):
            keep_day(program, day_before(age), reported=reported, delivery=delivery)
    if result is not None:
        keep_result(program, day_before(0), result)


def day_before(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def keep_day(program: Program, on: date, *, reported: str, delivery: str) -> None:
    """The headline snapshot of a day, with the columns that lists read and no document."""
    Snapshot.objects.create(
        program=program,
        as_of=on,
        known_on=on,
        method_version="0",
        policy_version=0,
        is_headline=True,
        inputs_hash="",
        progress={},
        delivery=delivery,
        reported=reported,
        diverges="grey" not in (delivery, reported) and delivery != reported,
    )


def keep_result(program: Program, on: date, state: str) -> None:
    """The analyses of a day, of which only the Result status is there."""
    is_color = state in ("green", "amber", "red")
    said = {"status": state if is_color else "grey", "grey": None if is_color else state}
    Analysis.objects.create(
        program=program,
        as_of=on,
        method_version=ANALYSIS_VERSION,
        policy_version=0,
        inputs_hash="",
        result={"result": said},
    )
