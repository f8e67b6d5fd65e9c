"""Rows of governance -> facts."""
