"""Rows of a program's life -> facts."""
