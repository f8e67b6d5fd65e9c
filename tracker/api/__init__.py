"""The reckoning over HTTP: progress of a program, and its published reports."""
