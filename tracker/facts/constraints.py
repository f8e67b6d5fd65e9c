"""Rows of constraints and what was observed of them -> facts."""
