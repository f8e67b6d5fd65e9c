"""Makers of rows of metrics."""
