"""The administration pages: people are kept here, everything else of the record is looked at."""

from programs.admin import (
    constraints,
    culture,
    decisions,
    governance,
    interfaces,
    metrics,
    people,
    pilots,
    planning,
    plans,
    portfolios,
    traces,
    tradeoffs,
    users,
    weekly,
)

__all__ = [
    "constraints",
    "culture",
    "decisions",
    "governance",
    "interfaces",
    "metrics",
    "people",
    "pilots",
    "planning",
    "plans",
    "portfolios",
    "traces",
    "tradeoffs",
    "users",
    "weekly",
]
