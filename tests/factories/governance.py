"""Makers of rows of governance."""
