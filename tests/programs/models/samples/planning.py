"""One row of every noun of planning."""

from __future__ import annotations

from programs.models import Currency, ExchangeRate, FiscalPeriod, Holiday, PlanningCycle, WorkingCalendar
from tests.factories import START
from tests.factories import planning as make_planning
from tests.programs.models.sample import Sample, Samples

SAMPLES: Samples = {
    PlanningCycle: Sample(lambda _: make_planning.make_cycle(), {"valid_to": START}, in_program=False),
    WorkingCalendar: Sample(lambda _: make_planning.make_calendar(), {"name": "Renamed"}, in_program=False),
    Holiday: Sample(lambda _: make_planning.make_holiday(), {"name": "Renamed"}, in_program=False),
    Currency: Sample(lambda _: make_planning.make_currency(), {"name": "Renamed"}, in_program=False),
    ExchangeRate: Sample(lambda _: make_planning.make_rate(), {"source": "Another bank"}, in_program=False),
    FiscalPeriod: Sample(lambda _: make_planning.make_fiscal_period(), {"name": "Renamed"}, in_program=False),
}
