"""Administration pages of the week."""
