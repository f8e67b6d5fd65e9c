"""Rows of culture -> facts."""
