"""Rows of decisions -> facts."""
