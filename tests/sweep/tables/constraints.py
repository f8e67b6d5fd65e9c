"""What everybody gets at the addresses of constraints and what was observed of them."""

TABLE: dict[str, dict[str, str]] = {}
