"""Rows of the week -> facts."""
