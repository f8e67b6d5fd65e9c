"""Makers of rows of constraints and what was observed of them."""
