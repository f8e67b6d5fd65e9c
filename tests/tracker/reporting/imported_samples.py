"""Hand-made snapshots of programs that came from an open portfolio and follow no sequence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.tracker.reporting.sample_parts import (
    HORIZONS,
    NO_SEQUENCE,
    make_cost,
    make_delivery,
    make_header,
    make_program,
    make_reported,
    make_slip,
    number,
    unknown,
)
from tracker.progress.numbers import State
from tracker.progress.results import CostPoint, CostProgress, ForecastPoint, HorizonProgress, ProgramProgress, Status
from tracker.reporting.document import ReportHeader


def imported_with_forecasts() -> ProgramProgress:
    """A capital project with fifteen stated forecasts, as an open portfolio publishes them."""
    finishes = (0, -21, -21, -21, 60, 60, 151, 151, 305, 305, 396, 396, 580, 761, 1014)
    start = date(2017, 5, 31)
    history = tuple(
        ForecastPoint(stated_on=date(2013, 9, 1) + timedelta(days=122 * index), finish_on=start + timedelta(days=days))
        for index, days in enumerate(finishes)
    )
    as_of = date(2018, 9, 30)
    slip = replace(
        make_slip(),
        finish=number(1014, "days", n=1, method="slip"),
        drift=number(253, "days", n=15, method="slip"),
        total_drift=number(1014, "days", n=15, method="slip"),
        planned_on=start,
        expected_on=history[-1].finish_on,
        last_stated_on=history[-1].stated_on,
        history=history,
    )
    cost = make_cost(baseline=66_616_435, forecast=84_130_900, currency="USD")
    amounts = ("66616435", "69860833", "63554849.18", "65184476.18", "84130900")
    stated = tuple(
        CostPoint(stated_on=date(2013 + index, 9, 1), amount=Decimal(amount)) for index, amount in enumerate(amounts)
    )
    return _imported(
        as_of=as_of,
        headline=(
            "Expected to finish in March 2020, 1,014 days later than first planned; cost is 26% over its baseline."
        ),
        slip=slip,
        costs=(replace(cost, history=stated),),
        reported=make_reported(status=Status.GREY, reason="The portfolio publishes no status for this project."),
    )


def imported_with_status_only() -> ProgramProgress:
    """A government program: a rating, its reason, an end date and withheld cost."""
    reason = (
        "Compared to last year the rating fell from amber to red. The award was delayed by a legal challenge after the "
        "competition had ended, and the start of the implementation period moved with it. A recovery plan was agreed "
        "with the treasury in March; two of its four actions are done. The supplier has replaced its delivery lead. "
        "The remaining risk is the transition from the present provider, for which no date has been agreed. "
    )
    slip = replace(
        make_slip(),
        planned_on=date(2024, 2, 1),
        expected_on=date(2024, 2, 1),
        last_stated_on=date(2022, 3, 31),
        history=(ForecastPoint(stated_on=date(2022, 3, 31), finish_on=date(2024, 2, 1)),),
        finish=number(0, "days", n=1, method="slip"),
    )
    withheld = "Exempt under Section 43 of the Freedom of Information Act 2000 (commercial interests)"
    cost = CostProgress(
        scope="whole_life",
        currency="GBP",
        baseline=unknown("The amount was withheld.", "cost"),
        forecast=unknown("The amount was withheld.", "cost"),
        variance=unknown("The amounts were withheld.", "cost"),
        history=(),
        withheld=(withheld,),
    )
    return _imported(
        as_of=date(2022, 4, 12),
        headline=(
            "Reported red by the authority in March 2022; planned to finish on 1 February 2024, with no slip stated."
        ),
        slip=slip,
        costs=(cost,),
        reported=make_reported(
            status=Status.RED,
            reason=reason * 2,
            rated_by="Infrastructure authority",
            reported_on=date(2022, 3, 31),
            age_days=12,
            previous=Status.AMBER,
            previous_on=date(2021, 3, 31),
        ),
    )


def import_header(name: str) -> ReportHeader:
    """The header of the first report on an imported program."""
    return make_header(
        program_name=name,
        program_code="PID-18",
        report_number=1,
        organization="City agency",
        sponsor="",
        portfolio_name="Open capital portfolio",
    )


def _imported(**given: Any) -> ProgramProgress:
    horizons = tuple(
        HorizonProgress(
            key=key,
            label=label,
            kind=kind,
            period=period,
            state=State.NOT_APPLICABLE,
            reason=NO_SEQUENCE,
            horizon_on=None,
            days_to_horizon=None,
            original=None,
            current=None,
            curve=(),
            late=(),
        )
        for key, (label, kind, period) in HORIZONS.items()
    )
    silent = make_delivery(
        status=Status.GREY,
        sentence="Not applicable: this program has no implementation sequence.",
        trend="unknown",
        trend_sentence="",
        indicators=(),
    )
    return make_program(day_number=None, horizons=horizons, delivery=silent, **given)
