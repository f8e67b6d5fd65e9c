"""Rows of planning -> facts."""
