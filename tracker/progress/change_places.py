"""Where the record behind a change stands, so that each change can lead there."""

from __future__ import annotations

from enum import StrEnum

from tracker.progress.results import Driver


class Place(StrEnum):
    """Where the record behind a change stands; ``nowhere`` when it is there no more."""

    NOWHERE = "nowhere"
    PROGRAM = "program"
    POLICY = "policy"
    BASELINES = "baselines"
    MILESTONE = "milestone"
    MILESTONE_HISTORY = "milestone_history"
    METRIC = "metric"
    PILOT = "pilot"
    VOTES = "votes"
    WAIVERS = "waivers"
    STATUSES = "statuses"
    COSTS = "costs"
    METHODS = "methods"


WAIVED = "gates that may be passed over"
PLACES = {
    "program": Place.PROGRAM,
    "policy": Place.POLICY,
    "baseline": Place.BASELINES,
    "status": Place.STATUSES,
    "cost": Place.COSTS,
}


def place_of(driver: Driver | None, text: str) -> Place:
    """Where the record behind one sentence about the input stands; what left the record stands nowhere."""
    if driver is None:
        return Place.NOWHERE
    fields = dict(driver.fields)
    match driver.kind:
        case "item" | "gate":
            return Place.MILESTONE_HISTORY if fields.get("removed") else Place.MILESTONE
        case "minimum" if "votes" in fields:
            return Place.WAIVERS if text.startswith(WAIVED) else Place.VOTES
        case "minimum":
            return Place.PILOT if "pairs" in fields else Place.METRIC
    return PLACES[driver.kind]
