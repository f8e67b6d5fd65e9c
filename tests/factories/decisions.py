"""Makers of rows of decisions."""
