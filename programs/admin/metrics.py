"""Administration pages of metrics."""
