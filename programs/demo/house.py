"""What both companies of the demo share beside people and functions: kept by the steward, for every program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """A resource, and the function that controls it; ``retired`` so many days ago."""

    name: str
    kind: str
    function: str
    description: str = ""
    retired: int | None = None


@dataclass(frozen=True, kw_only=True)
class OwnMetric:
    """A metric that the catalog does not ship."""

    key: str
    name: str
    description: str
    unit: str
    direction: str
    frequency: str
    is_ratio_scale: bool
    definition: str


LIMITS = (
    Limit("Casting supply", "supplier", "Procurement", "Three foundries for pump and valve bodies."),
    Limit("Motor supply", "supplier", "Procurement"),
    Limit("Pump assembly", "production", "Production scheduling", "Two lines, frame sizes 3 to 5."),
    Limit("Valve test bench", "production", "Production", "One bench for standard and witnessed tests."),
    Limit("Machining centers", "production", "Production scheduling"),
    Limit("Export freight", "distribution", "Logistics"),
    Limit("Order confirmation desk", "planning", "Customer service"),
    Limit("Hub stock of wear parts", "distribution", "Inventory management", "Four hubs."),
    Limit("Door-drive boards", "supplier", "Inventory management"),
    Limit("Controller boards", "supplier", "Inventory management", "Bought new or repaired in the own workshop."),
    Limit("Technician hours", "production", "Field operations", "640 technicians on duty by day and night."),
    Limit("Night crews", "production", "Field operations"),
    Limit("Step chains", "supplier", "Inventory management"),
    Limit("Night run to the vans", "distribution", "Logistics"),
    Limit("Seal presses", "production", "Production", "Shut when seals were bought in.", retired=120),
)

OWN_METRICS = (
    OwnMetric(
        key="inventory-days",
        name="Inventory days",
        description="For how many days the stock of castings, motors and pumps would last.",
        unit="days",
        direction="lower",
        frequency="week",
        is_ratio_scale=True,
        definition="Value of raw material, work in progress and finished pumps on Friday, divided by the mean cost of "
        "goods sold a day in the thirteen weeks before.",
    ),
    OwnMetric(
        key="downtime",
        name="Downtime per fault",
        description="How long an elevator stands still, from the call to the safety test.",
        unit="hours",
        direction="lower",
        frequency="week",
        is_ratio_scale=True,
        definition="Hours from the first call to the signed safety test, of all faults closed in the week, divided by "
        "their number. A fault that is opened again within seven days is one fault.",
    ),
    OwnMetric(
        key="first-visit",
        name="Fixed on the first visit",
        description="How often the right technician comes with the right part.",
        unit="%",
        direction="higher",
        frequency="week",
        is_ratio_scale=False,
        definition="Call-outs closed on the day of the first visit without another one within seven days, divided by "
        "all call-outs first visited in the week.",
    ),
)

CURRENCIES = (("EUR", "Euro"), ("USD", "US dollar"), ("GBP", "Pound sterling"))
REPORTING = "EUR"
# Days ago, and what one unit was worth in the reporting currency.
RATES = {
    "USD": ((400, "0.9120"), (270, "0.9215"), (180, "0.9080"), (90, "0.9165"), (30, "0.9240")),
    "GBP": ((400, "1.1630"), (180, "1.1710"), (30, "1.1590")),
}
RATES_FROM = "Central bank, reference rate of the day"

CALENDAR = "Plants and depots"
HOLIDAYS = (
    (1, 1, "New Year's Day"),
    (5, 1, "Labor Day"),
    (8, 15, "Assumption Day"),
    (11, 1, "All Saints' Day"),
    (12, 25, "Christmas Day"),
    (12, 26, "Second Christmas Day"),
)
