"""Which hand-offs between functions make most of the trouble (METHODS 3)."""
