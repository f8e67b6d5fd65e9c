"""One of everything of planning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from programs.models import Program, User
from tests.factories import planning as make_planning

# What stands in an address in place of a converter that is no uid.
WORDS: dict[str, str] = {}


def rows(program: Program, pmo_lead: User) -> dict[str, Any]:
    """Rows by the noun that an address says before their uid: monthly, weekly and daily planning that never meet."""
    today = timezone.localdate()
    holiday = make_planning.make_holiday(on=today + timedelta(days=30))
    monthly = make_planning.make_cycle(
        level="Monthly capacity", anchor_at=datetime(2026, 1, 5, 8, tzinfo=UTC), calendar=holiday.calendar
    )
    make_planning.make_cycle(
        level="Weekly scheduling",
        function=monthly.function,
        period_days=Decimal(7),
        processing_days=Decimal(1),
        anchor_at=datetime(2026, 1, 7, 14, tzinfo=UTC),
    )
    make_planning.make_cycle(level="Daily logistics", period_days=Decimal(1), processing_days=Decimal("0.25"))
    rate = make_planning.make_rate(into=make_planning.make_currency(is_reporting=True))
    return {
        "planning-cycles": monthly,
        "working-calendars": holiday.calendar,
        "holidays": holiday,
        "currencies": rate.currency,
        "exchange-rates": rate,
        "fiscal-periods": make_planning.make_fiscal_period(),
    }
