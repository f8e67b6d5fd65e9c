"""Rows of interfaces between functions and their incidents -> facts."""
