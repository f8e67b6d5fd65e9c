"""Parallel runs: is the new way better, for sure, and does nothing else pay for it (METHODS 6)."""
