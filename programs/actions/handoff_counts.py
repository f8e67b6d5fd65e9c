from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.interfaces import programs_using
from programs.errors import Refused
from programs.models import HandoffCount, Interface, User
from programs.models.effective import check_ends
from programs.periods import day_name

LOGGED = ("straight_back", "median_wait_days", "p90_wait_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedHandoffs:
    """What a log of events shows of an interface in a span of days: how often, how often straight back, and waiting."""

    starts_on: date
    ends_on: date
    handoffs: int
    straight_back: int
    median_wait_days: float | None
    p90_wait_days: float | None


@action
def count(
    interface: Interface, *, by: User, starts_on: date, ends_on: date, handoffs: int, source: str
) -> HandoffCount:
    """How often the interface was used from the first through the last day, as the source counted.

    The same source and span again replaces the count, so that a file may be loaded twice.
    """
    require(by, "count_handoffs", interface)
    check_happened(ends_on, field="ends_on")
    check_ends(starts_on, ends_on, field="ends_on")
    interface, source = lock(interface), source.strip()
    counted = HandoffCount.objects.filter(interface=interface, source=source)
    row = counted.filter(starts_on=starts_on, ends_on=ends_on).first()
    if row is not None:
        row = change_fields(row, {"handoffs": handoffs, **dict.fromkeys(LOGGED)})
    else:
        check_apart(counted.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first())
        row = save_checked(
            HandoffCount(interface=interface, starts_on=starts_on, ends_on=ends_on, handoffs=handoffs, source=source)
        )
    refresh(programs_using(interface))
    return row


@action
def count_logged(
    interface: Interface, *, by: User, source: str, counted: Sequence[LoggedHandoffs]
) -> list[HandoffCount]:
    """All that a log shows of the interface, in the place of whatever the same source counted there before.

    counted  in order of days, no day in two of them; none: the log does not show the interface any more
    returns  every count of the source, in order of days
    """
    require(by, "count_handoffs", interface)
    for each in counted:
        check_happened(each.ends_on, field="ends_on")
    interface = lock(interface)
    kept = HandoffCount.objects.filter(interface=interface, source=source)
    there = {(row.starts_on, row.ends_on): row for row in kept}
    shown = {(each.starts_on, each.ends_on): each for each in counted}
    kept.filter(pk__in=[row.pk for days, row in there.items() if days not in shown]).delete()
    for days in there.keys() & shown.keys():
        change_fields(there[days], {name: getattr(shown[days], name) for name in ("handoffs", *LOGGED)})
    HandoffCount.objects.bulk_create(
        HandoffCount(interface=interface, source=source, **asdict(each))
        for days, each in shown.items()
        if days not in there
    )
    refresh(programs_using(interface))
    return list(kept.order_by("starts_on"))


@action
def remove(count: HandoffCount, *, by: User, version: int | None = None) -> None:
    """The count deleted, leaving a tombstone: its days were wrong, or it was no count of hand-offs."""
    require(by, "count_handoffs", count.interface)
    programs = programs_using(count.interface)
    lock(count, version=version).delete()
    refresh(programs)


def check_apart(other: HandoffCount | None) -> None:
    """Returns unless the source counted some of the days already: they would be counted twice."""
    if other is not None:
        raise Refused(
            "counted_already",
            f"{other.source} counted {day_name(other.starts_on)} to {day_name(other.ends_on)} already: "
            "give the same days to replace that count, or remove it first.",
            field="starts_on",
        )
