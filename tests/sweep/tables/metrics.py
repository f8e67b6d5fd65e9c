"""What everybody gets at the addresses of metrics."""

TABLE: dict[str, dict[str, str]] = {}
