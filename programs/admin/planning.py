"""Administration pages of planning."""
