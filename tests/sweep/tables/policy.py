"""What everybody gets at the addresses of the week."""

TABLE: dict[str, dict[str, str]] = {}
