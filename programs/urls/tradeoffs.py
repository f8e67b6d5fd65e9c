"""Addresses of the pages of trade-offs and market shifts."""

from django.urls import path

from programs.views import market_shifts, trade_offs

urlpatterns = [
    path("programs/<uuid:uid>/trade-offs/", trade_offs.trade_off_list, name="trade-off-list"),
    path("programs/<uuid:uid>/trade-offs/new/", trade_offs.trade_off_create, name="trade-off-create"),
    path("trade-offs/<uuid:uid>/<slug:follow_up>/", trade_offs.trade_off_follow, name="trade-off-follow"),
    path("programs/<uuid:uid>/market-shifts/", market_shifts.market_shift_list, name="market-shift-list"),
    path("programs/<uuid:uid>/market-shifts/new/", market_shifts.market_shift_create, name="market-shift-create"),
    path("market-shifts/<uuid:uid>/edit/", market_shifts.market_shift_edit, name="market-shift-edit"),
    path("market-shifts/<uuid:uid>/respond/", market_shifts.market_shift_respond, name="market-shift-respond"),
]
