"""Makers of rows of pilots."""
