"""One row of every noun of trade-offs and market shifts."""

from __future__ import annotations

from programs.models import MarketShift, Program, ShiftResponse, TradeOffEntry
from tests.factories import START
from tests.factories import tradeoffs as make
from tests.programs.models.sample import Sample, Samples


def response(program: Program) -> ShiftResponse:
    return make.make_response(make.make_shift(program))


SAMPLES: Samples = {
    TradeOffEntry: Sample(make.make_estimate),
    MarketShift: Sample(make.make_shift, {"floor_changed_on": START}),
    ShiftResponse: Sample(response, {"known_on": START}),
}
