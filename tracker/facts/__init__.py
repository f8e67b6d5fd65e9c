"""Rows -> facts: the only door from the record to the pure rules, one file for each area."""

from tracker.facts.plan import Tables, accepted_spans, program_facts, read_tables, thresholds

__all__ = ["Tables", "accepted_spans", "program_facts", "read_tables", "thresholds"]
