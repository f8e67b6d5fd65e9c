"""Makers of rows of trade-offs."""
