"""Makers of rows of planning."""
