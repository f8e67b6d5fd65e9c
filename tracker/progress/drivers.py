"""The inputs of the numbers, as text, so that two snapshots can say why they differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from tracker.progress.as_of import accepted_on, latest_forecast, open_pass_on
from tracker.progress.facts import Baseline, Cost, Item, Minimums, OpenPass, PlannedItem, ProgramFacts
from tracker.progress.pauses import stopped_days
from tracker.progress.record import Record
from tracker.progress.results import Driver

Lines = Mapping[str, PlannedItem]


def list_drivers(record: Record, as_of: date) -> tuple[Driver, ...]:
    """Every input known by ``as_of``, in a total order: by kind, then by uid.

    Cost: one pass over items, baselines, statuses and costs; an item is told once for all days on which it is the same.
    """
    facts = record.facts
    drivers = [_program(facts, as_of), _policy(facts)]
    drivers += _items(record, as_of)
    in_part = {gate.item_uid: span for gate in facts.gates if (span := open_pass_on(gate, as_of))}
    drivers = [_with_open_pass(each, in_part.get(each.uid)) for each in drivers]
    drivers += [_baseline(each) for each in facts.baselines if each.locked_on <= as_of]
    drivers += _statuses(facts, as_of)
    drivers += _costs(facts, as_of)
    drivers += _minimums(facts.minimums, as_of)
    return tuple(sorted(drivers, key=lambda driver: (driver.kind, driver.uid)))


def _items(record: Record, as_of: date) -> list[Driver]:
    """Every item as known on the day."""
    first, newest = record.original(as_of), record.current(as_of)
    numbers = (first and first.number, newest and newest.number)
    original = record.once(("lines", numbers[0]), lambda: _lines(first))
    current = record.once(("lines", numbers[1]), lambda: _lines(newest))

    def told(item: Item, events: list[date]) -> Driver:
        key = ("driver", item.uid, numbers, bisect_right(events, as_of))
        return record.once(key, lambda: _item(item, original.get(item.uid), current.get(item.uid), as_of=as_of))

    days = record.once("days of items", lambda: [(item, _days(item)) for item in record.facts.items])
    return [told(item, events) for item, events in days]


def _days(item: Item) -> list[date]:
    """The days on which something about the item begins or ends to hold, in order."""
    spans = [day for span in item.acceptances for day in (span.accepted_on, span.revoked_on)]
    stated = [forecast.stated_on for forecast in item.forecasts]
    return sorted(day for day in (*spans, *stated, item.started_on, item.removed_on) if day is not None)


def _lines(baseline: Baseline | None) -> Lines:
    """Lines of a baseline by item uid."""
    return {line.uid: line for line in baseline.items} if baseline else {}


def _text(value: date | Decimal | bool | int | str | None) -> str:
    """A value as text: dates in ISO form, decimals without trailing zeros, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


@lru_cache(maxsize=1024)
def _decimal(value: Decimal) -> str:
    """Without trailing zeros; the same few weights come again and again."""
    return f"{value.normalize():f}"


def _program(facts: ProgramFacts, as_of: date) -> Driver:
    """What the program itself says; not the day, so that days on which nothing changed have the same inputs."""
    values = (
        ("start", _text(facts.start_on)),
        ("stood still", _text(stopped_days(facts.pauses, as_of) or None)),
        ("follows the sequence", _text(facts.follows_sequence)),
        ("gates", " ".join(sorted(f"{gate.code}={gate.item_uid}" for gate in facts.gates))),
    )
    return Driver(kind="program", uid=facts.uid, label=facts.name, fields=values)


def _policy(facts: ProgramFacts) -> Driver:
    """The thresholds in force."""
    names = [field.name for field in fields_of(facts.thresholds)]
    values = tuple((name.replace("_", " "), _text(getattr(facts.thresholds, name))) for name in names)
    return Driver(kind="policy", uid="thresholds", label="Thresholds", fields=values)


def _item(item: Item, first: PlannedItem | None, newest: PlannedItem | None, *, as_of: date) -> Driver:
    """An item, or a gate's decision, as known on the day; ``first`` and ``newest`` are its lines in the plans."""
    forecast = latest_forecast(item, as_of)
    removed = item.removed_on if item.removed_on and item.removed_on <= as_of else None
    started = item.started_on if item.started_on and item.started_on <= as_of else None
    values = (
        ("planned", _text(first.planned_on if first else None)),
        ("planned now", _text(newest.planned_on if newest else None)),
        ("weight", _text(first.weight if first else None)),
        ("weight now", _text(newest.weight if newest else None)),
        ("forecast", _text(forecast.finish_on if forecast else None)),
        ("started", _text(started)),
        ("accepted", _text(accepted_on(item, as_of))),
        ("removed", _text(removed)),
        ("gate", item.gate),
        ("dimension", item.dimension),
        ("owner", item.owner),
        ("after", " ".join(sorted(item.predecessors))),
    )
    return Driver(kind="gate" if item.kind == "gate" else "item", uid=item.uid, label=item.name, fields=values)


def _with_open_pass(driver: Driver, span: OpenPass | None) -> Driver:
    """The gate with what it was passed without; other drivers stay what they were."""
    if span is None:
        return driver
    values = (("passed in part", _text(span.passed_on)), ("open", f"{span.open_count} of {span.needed_count}"))
    return replace(driver, fields=(*driver.fields, *values))


def _baseline(baseline: Baseline) -> Driver:
    """A locked plan: its items stand with the items."""
    values = (
        ("locked", _text(baseline.locked_on)),
        ("items", _text(len(baseline.items))),
        ("weight", _text(sum((line.weight for line in baseline.items), Decimal(0)))),
        ("reason", baseline.reason),
    )
    label = f"Baseline {baseline.number}"
    return Driver(kind="baseline", uid=f"{baseline.number:04d}", label=label, fields=values)


def _minimums(minimums: Minimums, as_of: date) -> list[Driver]:
    """What the gates need at the least, as far as it was there on the day."""

    def known(day: date | None) -> str:
        return _text(day if day is not None and day <= as_of else None)

    metrics = [
        Driver(
            kind="minimum",
            uid=metric.uid,
            label=metric.name,
            fields=(("baseline locked", known(metric.locked_on)), ("read from", known(metric.first_on))),
        )
        for metric in minimums.metrics
    ]
    pilots = [
        Driver(
            kind="minimum",
            uid=pilot.uid,
            label=pilot.name,
            fields=(
                ("started", known(pilot.started_on)),
                ("decided", known(pilot.decided_on)),
                ("pairs", _text(sum(each < as_of for each in pilot.pairs))),
            ),
        )
        for pilot in minimums.pilots
    ]
    votes = sum(week.votes for week in minimums.votes if week.week_starts_on <= as_of)
    waived = {each.gate for each in minimums.waivers if each.granted_on <= as_of < each.ends_on}
    rest = (("votes", _text(votes)), ("waived", " ".join(sorted(waived))))
    return [*metrics, *pilots, Driver(kind="minimum", uid="gates", label="Gates", fields=rest)]


def _statuses(facts: ProgramFacts, as_of: date) -> list[Driver]:
    """The latest reported status, when there is one."""
    known = sorted((each for each in facts.statuses if each.reported_on <= as_of), key=lambda each: each.reported_on)
    if not known:
        return []
    latest = known[-1]
    values = (
        ("status", latest.status or ""),
        ("reported", _text(latest.reported_on)),
        ("by", latest.rated_by),
        ("reason", latest.reason if latest.status else latest.not_rated_reason),
    )
    return [Driver(kind="status", uid="reported", label="Reported status", fields=values)]


def _costs(facts: ProgramFacts, as_of: date) -> list[Driver]:
    """The latest statement of every kind of cost, per scope and currency."""
    latest: dict[tuple[str, str, str, str], Cost] = {}
    for cost in sorted(facts.costs, key=lambda each: each.stated_on):
        if cost.stated_on <= as_of:
            latest[(cost.kind, cost.scope, cost.currency, cost.period)] = cost
    return [
        Driver(
            kind="cost",
            uid="/".join(part for part in (kind, scope, currency, period) if part),
            label=f"{kind.capitalize()} cost, {scope.replace('_', ' ')} {period}".strip(),
            fields=(
                ("amount", _text(cost.amount)),
                ("currency", currency),
                ("stated", _text(cost.stated_on)),
                ("withheld", cost.withheld_reason if cost.amount is None else ""),
            ),
        )
        for (kind, scope, currency, period), cost in latest.items()
    ]
