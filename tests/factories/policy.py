"""Makers of rows of the week."""
