"""Lists of trade-offs and market shifts that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests.factories import tradeoffs as make


def trued_up(program: Program) -> object:
    first = make.make_estimate(program)
    make.make_later(first, "dispute")
    return make.make_later(first, "true_up", amount=-900)


def answered(program: Program) -> object:
    return make.make_response(make.make_shift(program))


MAKERS: dict[str, Callable[[Program], object]] = {"trade-off-list": trued_up, "market-shift-list": answered}
