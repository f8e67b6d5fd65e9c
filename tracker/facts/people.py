"""Rows of people -> facts."""
