"""Administration pages of constraints and what was observed of them."""
