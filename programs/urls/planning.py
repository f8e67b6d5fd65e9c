"""Addresses of the pages of planning."""

from django.urls import URLPattern, path

from programs.views import currencies, fiscal_periods, flows, planning_cycles, working_calendars

urlpatterns: list[URLPattern] = [
    path("stages/<uuid:uid>/edit/", flows.stage_edit, name="stage-edit"),
    path("planning-cycles/", planning_cycles.planning_cycle_list, name="planning-cycle-list"),
    path("planning-cycles/new/", planning_cycles.planning_cycle_create, name="planning-cycle-create"),
    path("planning-cycles/<uuid:uid>/change/", planning_cycles.planning_cycle_change, name="planning-cycle-change"),
    path("planning-cycles/<uuid:uid>/correct/", planning_cycles.planning_cycle_correct, name="planning-cycle-correct"),
    path("planning-cycles/<uuid:uid>/run/", planning_cycles.planning_cycle_run, name="planning-cycle-run"),
    path("planning-cycles/<uuid:uid>/end/", planning_cycles.planning_cycle_end, name="planning-cycle-end"),
    path(
        "planning-cycles/<uuid:uid>/take-back/",
        planning_cycles.planning_cycle_take_back,
        name="planning-cycle-take-back",
    ),
    path("working-calendars/", working_calendars.working_calendar_list, name="working-calendar-list"),
    path("working-calendars/new/", working_calendars.working_calendar_create, name="working-calendar-create"),
    path("working-calendars/<uuid:uid>/edit/", working_calendars.working_calendar_edit, name="working-calendar-edit"),
    path("working-calendars/<uuid:uid>/holidays/new/", working_calendars.holiday_create, name="holiday-create"),
    path("holidays/<uuid:uid>/remove/", working_calendars.holiday_remove, name="holiday-remove"),
    path("currencies/", currencies.currency_list, name="currency-list"),
    path("currencies/new/", currencies.currency_create, name="currency-create"),
    path("currencies/<uuid:uid>/edit/", currencies.currency_edit, name="currency-edit"),
    path("currencies/<uuid:uid>/report-in/", currencies.currency_report_in, name="currency-report-in"),
    path("currencies/<uuid:uid>/rates/new/", currencies.exchange_rate_create, name="exchange-rate-create"),
    path("exchange-rates/<uuid:uid>/edit/", currencies.exchange_rate_edit, name="exchange-rate-edit"),
    path("fiscal-periods/", fiscal_periods.fiscal_period_list, name="fiscal-period-list"),
    path("fiscal-periods/new/", fiscal_periods.fiscal_period_create, name="fiscal-period-create"),
    path("fiscal-periods/new-year/", fiscal_periods.fiscal_period_add_year, name="fiscal-period-add-year"),
    path("fiscal-periods/<uuid:uid>/remove/", fiscal_periods.fiscal_period_remove, name="fiscal-period-remove"),
]
