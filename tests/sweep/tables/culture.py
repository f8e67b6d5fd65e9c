"""What everybody gets at the addresses of culture."""

TABLE: dict[str, dict[str, str]] = {}
