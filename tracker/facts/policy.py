"""Rows of the policy -> facts."""
