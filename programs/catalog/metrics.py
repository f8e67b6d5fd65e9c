"""Shared metrics that functions usually answer for together. What a steward adds from here is theirs to change."""

from __future__ import annotations

from dataclasses import dataclass

from programs.models import SharedMetric

HIGHER, LOWER = SharedMetric.Direction.HIGHER, SharedMetric.Direction.LOWER
WEEK, MONTH = SharedMetric.Frequency.WEEK, SharedMetric.Frequency.MONTH
SOURCE = "catalog"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogMetric:
    """A metric as it ships. ``key`` names it for good, so that adding it again finds the first one.

    decimals    how many its values are shown with
    definition  text of the first version
    """

    key: str
    name: str
    description: str
    unit: str
    direction: str
    frequency: str
    is_ratio_scale: bool
    decimals: int
    definition: str


METRICS: tuple[CatalogMetric, ...] = (
    CatalogMetric(
        key="flexibility",
        name="Supply flexibility",
        description="How much of a changed demand the supply side can follow within its agreed time.",
        unit="%",
        direction=HIGHER,
        frequency=MONTH,
        is_ratio_scale=False,
        decimals=1,
        definition="Changes of quantity or date that customers or planning asked for inside the frozen period and that "
        "supply confirmed for the wanted date, divided by all such changes of the month.",
    ),
    CatalogMetric(
        key="inventory-turns",
        name="Inventory turns",
        description="How often the average inventory is used or sold in a year.",
        unit="turns a year",
        direction=HIGHER,
        frequency=MONTH,
        is_ratio_scale=True,
        decimals=1,
        definition="Cost of goods sold in the last twelve months, divided by the mean of the inventory values at the "
        "twelve month ends. Raw material, work in progress and finished goods count.",
    ),
    CatalogMetric(
        key="customer-service",
        name="Customer service",
        description="Whether customers get everything they ordered on the day they were promised.",
        unit="%",
        direction=HIGHER,
        frequency=WEEK,
        is_ratio_scale=False,
        decimals=1,
        definition="Order lines delivered in full on or before the first promised day, divided by all order lines "
        "promised for the week. A promise that was moved counts by its first day.",
    ),
    CatalogMetric(
        key="expediting",
        name="Expediting cost",
        description="What it costs to hurry: the price of hand-offs that came too late.",
        unit="EUR a week",
        direction=LOWER,
        frequency=WEEK,
        is_ratio_scale=True,
        decimals=0,
        definition="Premium freight, rush charges of suppliers and overtime that was ordered to save a promised date, "
        "by the week in which the cost was ordered.",
    ),
    CatalogMetric(
        key="plan-adherence",
        name="Plan adherence",
        description="Whether the floor makes what the plan said, neither less nor more.",
        unit="%",
        direction=HIGHER,
        frequency=WEEK,
        is_ratio_scale=False,
        decimals=1,
        definition="Orders of the week's frozen plan that were finished in their week and within 5 % of the planned "
        "quantity, divided by all orders of that plan. Work that was not planned earns nothing.",
    ),
    CatalogMetric(
        key="technician-productivity",
        name="Technician productivity",
        description="How much of a technician's day goes into work for the customer rather than waiting for parts.",
        unit="jobs a day",
        direction=HIGHER,
        frequency=WEEK,
        is_ratio_scale=True,
        decimals=1,
        definition="Jobs completed at the first visit, divided by the technician days on duty in the week. A job that "
        "needs a second visit counts when it is completed, not before.",
    ),
    CatalogMetric(
        key="stock-outs-by-location",
        name="Stock-outs by location",
        description="How often a place that should hold an item does not have it.",
        unit="% of item-locations",
        direction=LOWER,
        frequency=WEEK,
        is_ratio_scale=False,
        decimals=1,
        definition="Pairs of item and location that had no stock on at least one day of the week although the item is "
        "planned to be held there, divided by all such pairs.",
    ),
)
BY_KEY = {each.key: each for each in METRICS}
