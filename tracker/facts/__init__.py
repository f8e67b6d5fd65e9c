"""Rows -> facts: the only door from the record to the pure rules, one file for each area."""

from tracker.facts.plan import accepted_spans, program_facts, thresholds
from tracker.facts.plan_rows import Tables, read_tables

__all__ = ["Tables", "accepted_spans", "program_facts", "read_tables", "thresholds"]
