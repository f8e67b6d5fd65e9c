"""Makers of trade-offs and market shifts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.models import MarketShift, Program, ShiftResponse, TradeOffEntry
from tests.factories.plan import START, make_function, make_user, serial


def make_estimate(program: Program, **given: Any) -> TradeOffEntry:
    """A choice that costs another function 1,000.00 EUR, entered on START."""
    values: dict[str, Any] = {
        "kind": "estimate", "title": f"Longer lead time {next(serial)}", "amount": Decimal("-1000.00"),
        "currency": "EUR", "method": "Safety stock formula", "entered_on": START,
    } | given  # fmt: skip
    for side in ("originator", "affected"):
        if side not in values:
            values[side] = make_function()
    if "entered_by" not in values:
        values["entered_by"] = make_user()
    return TradeOffEntry.objects.create(program=program, **values)


def make_later(first: TradeOffEntry, kind: str, **given: Any) -> TradeOffEntry:
    """A later entry about an estimate, of the same functions."""
    same = {"originator": first.originator, "affected": first.affected, "title": first.title, "first": first}
    words: dict[str, Any] = {"amount": None, "currency": "", "method": ""} if kind == "dispute" else {}
    reason = {"reason": "Not agreed"} if kind in {"dispute", "reversal"} else {}
    return make_estimate(first.program, kind=kind, **same | words | reason | given)


def make_shift(program: Program, **given: Any) -> MarketShift:
    """A market shift that was visible on START and has not reached the floor."""
    values = {"title": f"Demand doubled {next(serial)}", "visible_on": START, "recorded_by": make_user()} | given
    return MarketShift.objects.create(program=program, **values)


def make_response(shift: MarketShift, **given: Any) -> ShiftResponse:
    """A function that does not know of the shift yet."""
    values = {"function": make_function()} | given
    return ShiftResponse.objects.create(shift=shift, **values)
