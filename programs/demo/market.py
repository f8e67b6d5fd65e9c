"""Trade-offs between functions, and changes of the market with the answers to them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from programs.actions import market_shifts, trade_offs
from programs.demo.record_story import ShiftStory, TradeOffStory
from programs.demo.telling import Telling
from programs.models import MarketShift, TradeOffEntry


def tell_market(telling: Telling) -> None:
    for told in telling.story.record.trade_offs:
        telling.at(told.on, estimate, told)
        for day, amount, how in told.true_ups:
            telling.at(day, true_up, (told, amount, how))
        for day, reason in told.disputes:
            telling.at(day, dispute, (told, reason))
        for day, reason in told.reversed:
            telling.at(day, reverse, (told, reason))
    for shift in telling.story.record.shifts:
        tell_shift(telling, shift)


def tell_shift(telling: Telling, told: ShiftStory) -> None:
    telling.at(told.visible, record, told)
    for function, *days in told.reached:
        for number in range(1, len(days) + 1):
            telling.at(told.visible + days[number - 1], respond, (told, function, tuple(days[:number])))
    if told.floor is not None:
        telling.at(told.visible + told.floor, change_floor, told)


def estimate(telling: Telling, told: TradeOffStory, on: date) -> None:
    functions, start = telling.stage.functions, telling.days.start
    first, last = told.expected or (None, None)
    trade_offs.estimate(
        telling.program,
        by=telling.lead(told.originator),
        on=on,
        title=told.title,
        originator=functions[told.originator],
        affected=functions[told.affected],
        metric=telling.stage.metrics.get(told.metric),
        amount=Decimal(told.amount),
        currency=telling.story.currency,
        method=told.method,
        owns_goods_in_transit=told.owns_goods,
        expected_from=None if first is None else start + timedelta(days=first),
        expected_to=None if last is None else start + timedelta(days=last),
    )


def first_of(telling: Telling, told: TradeOffStory) -> TradeOffEntry:
    return TradeOffEntry.objects.get(program=telling.program, title=told.title, kind=TradeOffEntry.Kind.ESTIMATE)


def true_up(telling: Telling, told: tuple[TradeOffStory, str, str], on: date) -> None:
    """By the function that was affected: it knows what it really cost."""
    story, amount, how = told
    first = first_of(telling, story)
    by = telling.lead(story.affected)
    trade_offs.true_up(first, by=by, on=on, amount=Decimal(amount), currency=first.currency, method=how)


def dispute(telling: Telling, told: tuple[TradeOffStory, str], on: date) -> None:
    story, reason = told
    trade_offs.dispute(first_of(telling, story), by=telling.lead(story.affected), on=on, reason=reason)


def reverse(telling: Telling, told: tuple[TradeOffStory, str], on: date) -> None:
    story, reason = told
    trade_offs.reverse(first_of(telling, story), by=telling.lead(story.originator), on=on, reason=reason)


def record(telling: Telling, told: ShiftStory, on: date) -> None:
    """The shift, and the functions of the flow that it has to reach."""
    market_shifts.record(
        telling.program,
        by=telling.pmo,
        functions=[telling.stage.functions[function] for function, *_ in told.reached],
        title=told.title,
        description=told.description,
        flow=telling.flow(told.flow),
        visible_on=on,
    )


def shift_of(telling: Telling, told: ShiftStory) -> MarketShift:
    return MarketShift.objects.get(program=telling.program, title=told.title)


def respond(telling: Telling, told: tuple[ShiftStory, str, tuple[int, ...]], _on: date) -> None:
    """What the function says so far: that it knows, then that it has planned anew."""
    shift, name, days = told
    known, replanned = (*days, None)[:2]
    market_shifts.respond(
        shift_of(telling, shift),
        by=telling.lead(name),
        function=telling.stage.functions[name],
        known_on=day_after(telling, shift, known),
        replanned_on=day_after(telling, shift, replanned),
    )


def day_after(telling: Telling, shift: ShiftStory, days: int | None) -> date | None:
    return None if days is None else telling.days.happened(shift.visible + days)


def change_floor(telling: Telling, told: ShiftStory, on: date) -> None:
    market_shifts.change(shift_of(telling, told), by=telling.pmo, floor_changed_on=on)
