"""Lists of trade-offs and market shifts."""

from __future__ import annotations

from programs.api.market_shifts import MarketShiftViewSet, ShiftResponseViewSet
from programs.api.routes.route import Route
from programs.api.trade_offs import TradeOffViewSet

ROUTES: tuple[Route, ...] = (
    ("trade-offs", TradeOffViewSet, "trade-off"),
    ("market-shifts", MarketShiftViewSet, "market-shift"),
    ("shift-responses", ShiftResponseViewSet, "shift-response"),
)
