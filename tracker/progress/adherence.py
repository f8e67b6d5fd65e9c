"""Whether work was done in the planned order: the P-factor and the items out of it (METHODS 1.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.progress.as_of import accepted_on, is_removed
from tracker.progress.facts import Item, PlannedItem
from tracker.progress.numbers import Gauge, Number
from tracker.progress.results import EarlyItem

METHOD = "order-of-work"


@dataclass(frozen=True, slots=True)
class Adherence:
    """``factor`` is the share of the earned weight that the plan had earned by then; ``early`` is what it had not.

    early  uids of accepted items that the plan has, wholly or in part, after the time it is worth, by planned day
    """

    factor: Decimal
    early: tuple[str, ...]


def adherence(lines: Sequence[PlannedItem], earned: Mapping[str, bool]) -> Adherence | None:
    """P = sum of min(EV, PV(ES)) over sum of PV(ES), each item by item; None while nothing is earned.

    lines   the planned items, in any order
    earned  whether each item is accepted, by uid; one that is not named is not
    source  Lipke 2004 and 2008; METHODS 1.3

    PV(ES) is the plan's own order filled up to the earned weight: items of earlier days whole, those of the day that
    is only partly reached each by the same share. Its sum is the earned weight, so P is 1 when everything is earned.
    """
    value = sum((line.weight for line in lines if earned.get(line.uid)), Decimal(0))
    if not value:
        return None
    planned = _filled(lines, value)
    in_order = sum((planned[line.uid] for line in lines if earned.get(line.uid)), Decimal(0))
    early = [line for line in lines if earned.get(line.uid) and planned[line.uid] < line.weight]
    ranked = sorted(early, key=lambda line: (line.planned_on, line.uid))
    return Adherence(factor=in_order / value, early=tuple(line.uid for line in ranked))


def _filled(lines: Sequence[PlannedItem], value: Decimal) -> dict[str, Decimal]:
    """Planned weight of each item at the time that ``value`` is worth."""
    by_day: dict[date, list[PlannedItem]] = {}
    for line in sorted(lines, key=lambda each: each.planned_on):
        by_day.setdefault(line.planned_on, []).append(line)
    planned: dict[str, Decimal] = {}
    left = value
    for same_day in by_day.values():
        weight = sum((line.weight for line in same_day), Decimal(0))
        share = min(Decimal(1), left / weight) if weight else Decimal(0)
        planned |= {line.uid: line.weight * share for line in same_day}
        left -= min(left, weight)
    return planned


def order_of_work(
    lines: Sequence[PlannedItem], items: Mapping[str, Item], as_of: date
) -> tuple[Number, list[EarlyItem]]:
    """The P-factor as a number, and what was done out of order, as of a day."""
    accepted = {line.uid: accepted_on(items[line.uid], as_of) for line in lines if line.uid in items}
    done = {uid: day for uid, day in accepted.items() if day is not None}
    found = adherence(lines, dict.fromkeys(done, True))
    gauge = Gauge(METHOD, "ratio", len(done))
    if found is None:
        return gauge.not_applicable("nothing is earned yet"), []
    planned = {line.uid: line.planned_on for line in lines}
    waiting = [uid for uid, day in accepted.items() if day is None and not is_removed(items[uid], as_of)]
    first = min(waiting, key=lambda uid: (planned[uid], uid), default=None)

    def told(uid: str) -> EarlyItem:
        before = first if first and planned[first] <= planned[uid] else None
        return EarlyItem(
            uid=uid,
            name=items[uid].name,
            planned_on=planned[uid],
            accepted_on=done[uid],
            open_name=items[before].name if before else "",
            open_planned_on=planned[before] if before else None,
        )

    return gauge.value(float(found.factor)), [told(uid) for uid in found.early]
