"""What everybody gets at the addresses of planning."""

TABLE: dict[str, dict[str, str]] = {}
