"""Makers of rows of the policy."""
