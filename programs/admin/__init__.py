"""The administration pages: people are kept here, everything else of the record is looked at."""

from programs.admin import people, plans, portfolios, traces

__all__ = ["people", "plans", "portfolios", "traces"]
