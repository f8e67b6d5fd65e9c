"""Lists of the record in the API, one file for each area."""

from __future__ import annotations

from programs.api.routes import (
    committees,
    constraints,
    culture,
    decisions,
    governance,
    interfaces,
    lifecycle,
    metrics,
    people,
    pilots,
    plan,
    planning,
    policy,
    readings,
    tradeoffs,
    weekly,
)

ROUTES = (
    *plan.ROUTES,
    *constraints.ROUTES,
    *interfaces.ROUTES,
    *decisions.ROUTES,
    *metrics.ROUTES,
    *pilots.ROUTES,
    *culture.ROUTES,
    *tradeoffs.ROUTES,
    *planning.ROUTES,
    *governance.ROUTES,
    *people.ROUTES,
    *readings.ROUTES,
    *committees.ROUTES,
    *lifecycle.ROUTES,
    *policy.ROUTES,
    *weekly.ROUTES,
)
