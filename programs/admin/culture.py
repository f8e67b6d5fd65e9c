"""Administration pages of culture."""
