"""Makers of rows of culture."""
