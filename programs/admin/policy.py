"""Administration pages of the policy."""
