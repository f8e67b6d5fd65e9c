"""The weekly sheet: what one person is asked over all programs, and how the answers reach the record."""
