"""Administration pages of people."""
