"""What the analyses read, as plain values; one file for each area."""
