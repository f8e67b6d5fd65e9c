"""Rows of metrics -> facts."""
