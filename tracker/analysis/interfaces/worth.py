"""What incidents weigh: money in one currency, else hours, else one each. Never mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.analysis.facts.interfaces import Incident
from tracker.analysis.facts.planning import MoneyFacts, RateFact
from tracker.analysis.interfaces.results import IncidentMeasure, RankingBasis
from tracker.analysis.money import converted_words, in_reporting_currency, rate_into_reporting, unconverted_words
from tracker.progress.words import count_words, sentence

HUNDREDTHS = 100
ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the incidents of a window weigh, by uid, where it is stated; in hundredths, each rounded once."""

    basis: RankingBasis
    hundredths: Mapping[str, int]


def weigh(incidents: Sequence[Incident], *, money: MoneyFacts, enough: Decimal) -> Worth:
    """The weights of the incidents by the first measure that enough of them state.

    enough  share of the incidents, 0..1, that have to state money or hours for it to be the measure
    """
    amounts = amounts_of(incidents, money)
    hours = {each.uid: in_hundredths(each.hours) for each in incidents if each.hours is not None}
    needed = enough * len(incidents)
    if money.reporting and amounts and len(amounts) >= needed:
        stated, measure, unit = amounts, IncidentMeasure.MONEY, money.reporting
    elif hours and len(hours) >= needed:
        stated, measure, unit = hours, IncidentMeasure.HOURS, "hours"
    else:
        stated, measure, unit = (
            dict.fromkeys((each.uid for each in incidents), HUNDREDTHS),
            IncidentMeasure.COUNTS,
            "incidents",
        )
    without = [each for each in incidents if each.uid not in stated]
    basis = RankingBasis(
        measure=measure,
        unit=unit,
        incidents=len(incidents),
        counted=len(stated),
        without=len(without),
        bands_only=sum(bool(each.band) and each.amount is None and each.hours is None for each in without),
        unconverted=sum(each.amount is not None and each.uid not in amounts for each in incidents),
        reason=reason(
            measure,
            incidents=len(incidents),
            amounts=len(amounts),
            hours=len(hours),
            is_stated=any(each.amount is not None for each in incidents),
        ),
        currencies=currency_words(incidents, amounts, money=money, is_ranked=measure is IncidentMeasure.MONEY),
    )
    return Worth(basis=basis, hundredths=stated)


def amounts_of(incidents: Sequence[Incident], money: MoneyFacts) -> dict[str, int]:
    """Amounts in the reporting currency, at the rate of the day it happened, where one was stated."""
    pairs: dict[str, list[RateFact]] = {}
    for rate in money.rates:
        if rate.into == money.reporting:
            pairs.setdefault(rate.currency, []).append(rate)
    found = {}
    for each in incidents:
        if each.amount is None:
            continue
        own = MoneyFacts(reporting=money.reporting, rates=tuple(pairs.get(each.currency, ())))
        worth = in_reporting_currency(each.amount, each.currency, on=each.happened_on, money=own)
        if worth is not None:
            found[each.uid] = in_hundredths(worth)
    return found


def currency_words(
    incidents: Sequence[Incident], amounts: Mapping[str, int], *, money: MoneyFacts, is_ranked: bool
) -> str:
    """Which amounts were told in another currency than stated, by the rates of which days, and which are left out."""
    told = [each for each in incidents if each.uid in amounts]
    rates = [rate_into_reporting(each.currency, on=each.happened_on, money=money) for each in told]
    days = [rate.effective_from for rate in rates if rate is not None]
    out = [each.currency for each in incidents if each.amount is not None and each.uid not in amounts]
    said = (
        converted_words(len(days), into=money.reporting or "", rate_days=days) if is_ranked else "",
        unconverted_words(out, count=len(out), into=money.reporting),
    )
    return " ".join(sentence(each) for each in said if each)


def in_hundredths(amount: Decimal) -> int:
    """The amount times 100, a half to the even side."""
    return int((amount * HUNDREDTHS).quantize(ONE, rounding=ROUND_HALF_EVEN))


def from_hundredths(amount: int) -> Decimal:
    return Decimal(amount) / HUNDREDTHS


def reason(measure: IncidentMeasure, *, incidents: int, amounts: int, hours: int, is_stated: bool = False) -> str:
    """Why this is the measure, as a sentence; empty without incidents.

    is_stated  whether any incident states an amount, in whatever currency
    """
    if not incidents:
        return ""
    if measure is IncidentMeasure.MONEY:
        return f"By cost: {stating(amounts, incidents)} an amount. The others are left out, not guessed."
    if measure is IncidentMeasure.HOURS:
        return f"By hours lost: {stating(hours, incidents)} them; money is stated for {amounts or 'none'}."
    if is_stated and not amounts:
        of = f"{hours} of {count_words(incidents, 'incident')}"
        return f"By number of incidents: no amount can be told in one currency, and too few state hours ({of})."
    if not amounts and not hours:
        return "By number of incidents: none states what it cost in money or hours."
    return (
        f"By number of incidents: too few state what they cost (money {amounts}, hours {hours}, "
        f"of {count_words(incidents, 'incident')})."
    )


def stating(count: int, whole: int) -> str:
    """``all 12 incidents state``, ``7 of 12 incidents state``."""
    if count == whole:
        return "the only incident states" if whole == 1 else f"all {whole} incidents state"
    return f"{count} of {whole} incidents {'states' if count == 1 else 'state'}"
