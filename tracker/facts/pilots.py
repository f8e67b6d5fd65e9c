"""Rows of pilots -> facts."""
