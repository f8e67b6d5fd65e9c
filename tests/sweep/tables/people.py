"""What everybody gets at the addresses of people."""

TABLE: dict[str, dict[str, str]] = {}
