"""Every action on trade-offs and market shifts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.actions import market_shifts, trade_offs
from programs.models import Program
from tests import factories
from tests.factories import START
from tests.factories import tradeoffs as make
from tests.programs.actions.case import ANSWERING, ON, ActionCase, itself

EUR_5: dict[str, Any] = {"amount": Decimal(5), "currency": "EUR", "method": "Counted"}


def estimate(program: Program, by: Any) -> Any:
    effect: dict[str, Any] = {
        "title": "Longer lead time",
        "originator": factories.make_function(),
        "affected": factories.make_function(),
    }
    return trade_offs.estimate(program, by=by, **effect, **EUR_5, **ON)


CASES: dict[str, ActionCase] = {
    "trade_offs.estimate": ActionCase(ANSWERING, itself, estimate),
    "trade_offs.true_up": ActionCase(
        ANSWERING,
        make.make_estimate,
        lambda it, by, **read: trade_offs.true_up(it, by=by, **EUR_5, **ON, **read),
        versioned=True,
    ),
    "trade_offs.dispute": ActionCase(
        ANSWERING,
        make.make_estimate,
        lambda it, by, **read: trade_offs.dispute(it, by=by, reason="Too high", **ON, **read),
        versioned=True,
    ),
    "trade_offs.reverse": ActionCase(
        ANSWERING,
        make.make_estimate,
        lambda it, by, **read: trade_offs.reverse(it, by=by, reason="Not done", **ON, **read),
        versioned=True,
    ),
    "market_shifts.record": ActionCase(
        ANSWERING,
        itself,
        lambda it, by: market_shifts.record(it, by=by, functions=[], title="Demand doubled", visible_on=START),
    ),
    "market_shifts.change": ActionCase(
        ANSWERING,
        make.make_shift,
        lambda it, by, **read: market_shifts.change(it, by=by, floor_changed_on=START, **read),
        versioned=True,
    ),
    "market_shifts.respond": ActionCase(
        ANSWERING,
        make.make_shift,
        lambda it, by: market_shifts.respond(
            it, by=by, function=factories.make_function(), known_on=START, replanned_on=None
        ),
    ),
}
