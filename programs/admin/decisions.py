"""Administration pages of decisions."""
