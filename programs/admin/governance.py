"""Administration pages of governance."""
