"""Administration pages of interfaces between functions and their incidents."""
