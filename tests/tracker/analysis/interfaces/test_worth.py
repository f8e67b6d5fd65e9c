"""What incidents weigh: one measure, never mixed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.analysis.interfaces.builders import EURO, NO_MONEY, costing, make_incident
from tracker.analysis.facts.interfaces import Incident
from tracker.analysis.interfaces.results import IncidentMeasure
from tracker.analysis.interfaces.worth import Worth, from_hundredths, in_hundredths, weigh

HALF = Decimal("0.50")
kinds = st.lists(st.sampled_from(["money", "hours", "both", "band", "none", "foreign"]), max_size=12)


def incidents_of(chosen: list[str]) -> list[Incident]:
    amounts = {"money": ("7", "EUR"), "both": ("7", "EUR"), "foreign": ("7", "XAU")}
    found = []
    for number, kind in enumerate(chosen):
        amount, currency = amounts.get(kind, (None, ""))
        found.append(
            make_incident(
                f"{number:02}",
                amount=Decimal(amount) if amount else None,
                currency=currency,
                hours=Decimal(3) if kind in {"hours", "both"} else None,
                band="large" if kind == "band" else "",
            )
        )
    return found


def worth_of(*chosen: str) -> Worth:
    return weigh(incidents_of(list(chosen)), money=EURO, enough=HALF)


@pytest.mark.parametrize(
    ("chosen", "measure", "counted"),
    [
        (("money", "both", "none"), IncidentMeasure.MONEY, 2),
        (("money", "none"), IncidentMeasure.MONEY, 1),
        (("money", "hours", "both", "none", "hours"), IncidentMeasure.HOURS, 3),
        (("money", "none", "none"), IncidentMeasure.COUNTS, 3),
        (("band", "band"), IncidentMeasure.COUNTS, 2),
        (("foreign", "foreign"), IncidentMeasure.COUNTS, 2),
        ((), IncidentMeasure.COUNTS, 0),
    ],
    ids=["money", "half is enough", "hours", "too few", "bands", "no rate", "nothing"],
)
def test_the_first_measure_that_enough_state(chosen: tuple[str, ...], measure: IncidentMeasure, counted: int) -> None:
    worth = worth_of(*chosen)

    assert (worth.basis.measure, worth.basis.counted) == (measure, counted)
    assert worth.basis.counted + worth.basis.without == len(chosen)
    assert len(worth.hundredths) == counted


def test_what_is_left_out_is_counted() -> None:
    basis = worth_of("money", "money", "money", "band", "foreign").basis

    assert (basis.without, basis.bands_only, basis.unconverted) == (2, 1, 1)
    assert basis.reason == "By cost: 3 of 5 incidents state an amount. The others are left out, not guessed."


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        (("hours",), "By hours lost: the only incident states them; money is stated for none."),
        (("none", "band"), "By number of incidents: none states what it cost in money or hours."),
        (
            ("money", "none", "none"),
            "By number of incidents: too few state what they cost (money 1, hours 0, of 3 incidents).",
        ),
    ],
)
def test_why_it_is_this_measure(chosen: tuple[str, ...], reason: str) -> None:
    assert worth_of(*chosen).basis.reason == reason


def test_another_currency_counts_at_the_rate_of_its_day() -> None:
    dollars: dict[str, Any] = {"currency": "USD", "happened_on": date(2026, 2, 1)}
    early: dict[str, Any] = {"currency": "USD", "happened_on": date(2025, 12, 31)}

    worth = weigh([costing("x", "10.01", **dollars), costing("y", "10", **early)], money=EURO, enough=HALF)

    assert worth.hundredths == {"x": 901}
    assert (worth.basis.unit, worth.basis.unconverted) == ("EUR", 1)
    assert worth.basis.currencies == (
        "1 amount of another currency is told in EUR at the rate of 1 January 2026. "
        "1 amount in USD is left out: no rate into EUR is recorded for the day."
    )


def test_without_a_reporting_currency_money_is_no_measure() -> None:
    basis = weigh([costing("x", "10")], money=NO_MONEY, enough=HALF).basis

    assert basis.measure is IncidentMeasure.COUNTS
    assert (
        basis.reason
        == "By number of incidents: no amount can be told in one currency, and too few state hours (0 of 1 incident)."
    )
    assert basis.currencies == "1 amount in EUR is left out: nobody chose the currency of reports."


def test_an_amount_of_0_is_stated() -> None:
    worth = weigh([costing("x", "0"), costing("y", "0.005")], money=EURO, enough=HALF)

    assert worth.hundredths == {"x": 0, "y": 0}
    assert (in_hundredths(Decimal("0.015")), from_hundredths(123)) == (2, Decimal("1.23"))


@given(kinds)
def test_a_measure_is_never_mixed(chosen: list[str]) -> None:
    worth = worth_of(*chosen)

    weight = {IncidentMeasure.MONEY: 700, IncidentMeasure.HOURS: 300, IncidentMeasure.COUNTS: 100}[worth.basis.measure]
    assert set(worth.hundredths.values()) <= {weight}
