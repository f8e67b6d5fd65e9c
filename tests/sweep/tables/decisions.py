"""What everybody gets at the addresses of decisions."""

TABLE: dict[str, dict[str, str]] = {}
