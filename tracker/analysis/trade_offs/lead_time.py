"""What a longer lead time costs in stock and what it saves, and who answers for what: a model estimate."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.analysis.latency.costs import safety_stock
from tracker.analysis.trade_offs.shapley import shapley

LEAD_TIME, PERIOD = "lead_time", "period"
ASSUMPTIONS = (
    "Model estimate, no benefit realized. Demand is taken as normal, independent from one unit of time to the next and "
    "the same all year. Stock between two orders is not counted."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimeChoice:
    """A change of the lead time, of the period between orders, or of both; all in one unit of time.

    demand      units in one unit of time; ``sigma`` its standard deviation
    factor      z, of the share of order periods without a stock-out
    holding     money to keep one unit in stock for one unit of time
    saving      money saved on each unit
    owns_goods_in_transit  whether title passes at shipment; the sign of the answer can rest on it
    """

    demand: float
    sigma: float
    factor: float
    holding: float
    lead_time_before: float
    lead_time_after: float
    period_before: float
    period_after: float
    saving: float
    owns_goods_in_transit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTimeEffect:
    """What the choice does in one unit of time; costs and gains in money, stock in units.

    transit        units more on their way, whoever owns them
    transit_cost   0 while they are not ours
    net            positive is a gain
    by_lead_time, by_period  shares of ``net`` that add up to it, where both change; else one of them is 0
    """

    stock_before: float
    stock_after: float
    stock_cost: float
    transit: float
    transit_cost: float
    saving: float
    net: float
    by_lead_time: float
    by_period: float
    assumptions: str = ASSUMPTIONS

    @property
    def stock_change(self) -> float:
        """Units more of safety stock."""
        return self.stock_after - self.stock_before


def lead_time_effect(choice: LeadTimeChoice) -> LeadTimeEffect:
    """The effect of the choice in one unit of time.

    source  METHODS 7 and 4: dSS = z sigma (sqrt(T + L2) - sqrt(T + L1)); goods in transit mu (L2 - L1)
    """
    both = frozenset({LEAD_TIME, PERIOD})
    before, after = stock_of(choice, frozenset()), stock_of(choice, both)
    transit = choice.demand * (choice.lead_time_after - choice.lead_time_before)
    shares = shapley((LEAD_TIME, PERIOD), lambda made: net_of(choice, made))
    return LeadTimeEffect(
        stock_before=before,
        stock_after=after,
        stock_cost=choice.holding * (after - before),
        transit=transit,
        transit_cost=choice.holding * transit if choice.owns_goods_in_transit else 0.0,
        saving=choice.saving * choice.demand,
        net=net_of(choice, both),
        by_lead_time=float(shares[LEAD_TIME]),
        by_period=float(shares[PERIOD]),
    )


def stock_of(choice: LeadTimeChoice, made: frozenset[str]) -> float:
    """Units of safety stock when only these of the two decisions are made."""
    return safety_stock(
        choice.sigma,
        z=choice.factor,
        period=choice.period_after if PERIOD in made else choice.period_before,
        lead_time=choice.lead_time_after if LEAD_TIME in made else choice.lead_time_before,
    )


def net_of(choice: LeadTimeChoice, made: frozenset[str]) -> float:
    """Gain less cost of these decisions; price and goods in transit go with the lead time."""
    stock_cost = choice.holding * (stock_of(choice, made) - stock_of(choice, frozenset()))
    if LEAD_TIME not in made:
        return -stock_cost
    transit = choice.demand * (choice.lead_time_after - choice.lead_time_before)
    transit_cost = choice.holding * transit if choice.owns_goods_in_transit else 0.0
    return choice.saving * choice.demand - stock_cost - transit_cost
