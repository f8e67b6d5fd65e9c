"""What everybody gets at the addresses of trade-offs."""

TABLE: dict[str, dict[str, str]] = {}
