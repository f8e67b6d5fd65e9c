"""Makers of rows of interfaces between functions and their incidents."""
