"""Makers of rows of people."""
