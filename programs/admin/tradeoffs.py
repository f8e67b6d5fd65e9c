"""Administration pages of trade-offs."""
