"""Makers of interfaces, incidents and what surrounds them, with fixed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.analysis.facts.interfaces import HandoffCount, Incident, Interface, InterfaceFacts
from tracker.analysis.facts.planning import MoneyFacts, RateFact
from tracker.analysis.facts.weekly import Lead, Statement, WeeklyFacts
from tracker.analysis.interfaces.analysis import analyze_interfaces
from tracker.analysis.interfaces.policy import InterfacePolicy, Surroundings
from tracker.analysis.interfaces.results import InterfacesAnalysis

TODAY = date(2026, 7, 5)
"""A Sunday, so that its week is whole."""
MONDAY = date(2026, 6, 29)
FIRST = TODAY - timedelta(days=179)
EXAMPLE = {"a": 50, "b": 20, "c": 10, "d": 8, "e": 5, "f": 4, "g": 2, "h": 1}
EURO = MoneyFacts(
    reporting="EUR",
    rates=(RateFact(currency="USD", into="EUR", effective_from=date(2026, 1, 1), rate=Decimal("0.9")),),
)
NO_MONEY = MoneyFacts(reporting=None, rates=())


def make_interface(uid: str, **given: Any) -> Interface:
    """From function F<uid> to T<uid>, used by one flow."""
    values: dict[str, Any] = {
        "from_uid": f"from-{uid}",
        "to_uid": f"to-{uid}",
        "from_function": f"F{uid}",
        "to_function": f"T{uid}",
        "owner": "",
        "redesign_accepted_on": None,
        "flows": ("flow",),
        "counts": (),
    }
    return Interface(uid=uid, **values | given)


def make_incident(uid: str, interface: str = "a", **given: Any) -> Incident:
    """On the last day, without any cost."""
    values: dict[str, Any] = {
        "flow": "flow",
        "happened_on": TODAY,
        "consequence": "expediting",
        "failure_mode": "",
        "band": "",
        "amount": None,
        "currency": "",
        "hours": None,
        "withdrawn_on": None,
    }
    return Incident(uid=uid, interface=interface, **values | given)


def costing(uid: str, amount: str, interface: str = "a", **given: Any) -> Incident:
    return make_incident(uid, interface, **{"amount": Decimal(amount), "currency": "EUR"} | given)


def counted(numbers: Mapping[str, int], **given: Any) -> tuple[Incident, ...]:
    """So many incidents at each interface."""
    return tuple(
        make_incident(f"{key}{each:04}", key, **given) for key, count in numbers.items() for each in range(count)
    )


def make_facts(incidents: Iterable[Incident], uids: Iterable[str] = EXAMPLE, **given: Any) -> InterfaceFacts:
    """The incidents at interfaces of these uids, each made with ``given``."""
    return InterfaceFacts(interfaces=tuple(make_interface(uid, **given) for uid in uids), incidents=tuple(incidents))


def make_count(first: date, days: int = 30, **given: Any) -> HandoffCount:
    values: dict[str, Any] = {"handoffs": 1000, "source": "Orders"} | given
    return HandoffCount(starts_on=first, ends_on=first + timedelta(days=days - 1), **values)


def weekly(said: Mapping[str, Sequence[date]], *, since: date = FIRST) -> WeeklyFacts:
    """Functions with a lead since a day, each with the Mondays of the weeks on which it said there was nothing."""
    statements = [
        Statement(function=function, week_starts_on=monday, subject="incidents", happened=False)
        for function, mondays in said.items()
        for monday in mondays
    ]
    leads = [Lead(function=function, valid_from=since, valid_to=None) for function in said]
    return WeeklyFacts(statements=tuple(statements), leads=tuple(leads))


def around(
    *,
    said: WeeklyFacts | None = None,
    money: MoneyFacts = EURO,
    names: Mapping[str, str] | None = None,
    start_on: date | None = None,
    **policy: Any,
) -> Surroundings:
    """Nobody is expected to say anything, unless told otherwise."""
    return Surroundings(
        weekly=said or WeeklyFacts(),
        money=money,
        functions=names or {},
        policy=InterfacePolicy(**policy),
        start_on=start_on,
    )


def analyzed(facts: InterfaceFacts, *, as_of: date = TODAY, **given: Any) -> InterfacesAnalysis:
    return analyze_interfaces(facts, around=around(**given), as_of=as_of)
