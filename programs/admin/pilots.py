"""Administration pages of pilots."""
