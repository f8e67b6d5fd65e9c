"""Rows of trade-offs -> facts."""
