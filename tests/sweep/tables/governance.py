"""What everybody gets at the addresses of governance."""

TABLE: dict[str, dict[str, str]] = {}
