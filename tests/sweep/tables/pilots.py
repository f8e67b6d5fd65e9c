"""What everybody gets at the addresses of pilots."""

TABLE: dict[str, dict[str, str]] = {}
