"""The what-if of a lead time in words and rows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tracker.analysis.trade_offs.lead_time import LeadTimeChoice, LeadTimeEffect, lead_time_effect
from tracker.analysis.trade_offs.shapley import in_cents
from tracker.progress.words import sentence
from tracker.reporting.wording import Json

HALF_A_CENT = 0.005


def lead_time_words(choice: LeadTimeChoice, *, currency: str) -> Json:
    """The answer, its parts, what it would be with the other owner, and who answers for what."""
    found = lead_time_effect(choice)
    other = lead_time_effect(replace(choice, owns_goods_in_transit=not choice.owns_goods_in_transit))
    turned = "were not" if choice.owns_goods_in_transit else "were"
    turns = is_gain(found.net) != is_gain(other.net)
    return {
        "sentence": sentence(f"The choice would {net_words(found.net, currency)}"),
        "other": sentence(
            f"If goods in transit {turned} ours, it would {net_words(other.net, currency)}"
            + (": the answer turns on who owns them" if turns else "")
        ),
        "rows": part_rows(found, currency, is_ours=choice.owns_goods_in_transit),
        "shares": share_rows(choice, found, currency),
        "assumptions": found.assumptions,
    }


def is_gain(amount: float) -> bool | None:
    """Whether it is a gain; None when it comes to nothing."""
    return None if abs(amount) < HALF_A_CENT else amount > 0


def net_words(amount: float, currency: str) -> str:
    """``cost EUR 12.81 a week``, ``gain EUR 23.19 a week`` or that it comes to nothing."""
    gain = is_gain(amount)
    if gain is None:
        return "come to nothing"
    return f"{'gain' if gain else 'cost'} {money(abs(amount), currency)} a week"


def money(amount: float, currency: str) -> str:
    """``EUR 12.81``."""
    return f"{currency} {amount:,.2f}".strip()


def part_rows(found: LeadTimeEffect, currency: str, *, is_ours: bool) -> list[Json]:
    """What the net is made of, each a gain or a cost in words."""
    transit = f"{found.transit:+,.1f} units on their way" + ("" if is_ours else ", not ours")
    return [
        {"label": "Price", "units": "", "words": net_words(found.saving, currency)},
        {
            "label": "Safety stock",
            "units": f"{found.stock_before:,.1f} to {found.stock_after:,.1f} units",
            "words": net_words(-found.stock_cost, currency),
        },
        {"label": "Goods in transit", "units": transit, "words": net_words(-found.transit_cost, currency)},
        {"label": "Together", "units": "", "words": net_words(found.net, currency)},
    ]


def share_rows(choice: LeadTimeChoice, found: LeadTimeEffect, currency: str) -> list[Json]:
    """Who answers for what where two decisions were made at the same time; empty where it was one."""
    if choice.lead_time_before == choice.lead_time_after or choice.period_before == choice.period_after:
        return []
    shares = in_cents({"lead": Fraction(found.by_lead_time), "period": Fraction(found.by_period)})
    return [
        {"label": "Whoever chose the lead time", "words": net_words(float(shares["lead"]), currency)},
        {"label": "Whoever chose how often to order", "words": net_words(float(shares["period"]), currency)},
    ]
