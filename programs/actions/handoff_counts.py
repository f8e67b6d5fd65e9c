from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.actions.interfaces import programs_using
from programs.errors import Refused
from programs.models import HandoffCount, Interface, User
from programs.models.effective import check_ends
from programs.periods import day_name

COUNTED = ("handoffs", "straight_back", "median_wait_days", "p90_wait_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedHandoffs:
    """What a log of events shows of an interface: how often, how often straight back, and days of waiting."""

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
    counted = HandoffCount(starts_on=starts_on, ends_on=ends_on, handoffs=handoffs, source=source.strip())
    return keep(interface, counted, by=by)


@action
def count_logged(
    interface: Interface, *, by: User, starts_on: date, ends_on: date, source: str, counted: LoggedHandoffs
) -> HandoffCount:
    """The same from a log of events, which also shows how long the hand-offs waited and which went straight back."""
    span = HandoffCount(starts_on=starts_on, ends_on=ends_on, source=source.strip(), **asdict(counted))
    return keep(interface, span, by=by)


def keep(interface: Interface, counted: HandoffCount, *, by: User) -> HandoffCount:
    """The count written, or put in the place of what its source counted in the same span."""
    require(by, "count_handoffs", interface)
    check_happened(counted.ends_on, field="ends_on")
    check_ends(counted.starts_on, counted.ends_on, field="ends_on")
    counted.interface = lock(interface)
    of_source = HandoffCount.objects.filter(interface=interface, source=counted.source)
    row = of_source.filter(starts_on=counted.starts_on, ends_on=counted.ends_on).first()
    if row is not None:
        row = change_fields(row, {name: getattr(counted, name) for name in COUNTED})
    else:
        check_apart(of_source.filter(starts_on__lte=counted.ends_on, ends_on__gte=counted.starts_on).first())
        row = save_checked(counted)
    refresh(programs_using(interface))
    return row


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
