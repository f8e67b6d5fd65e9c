"""What everybody gets at the addresses of interfaces between functions and their incidents."""

TABLE: dict[str, dict[str, str]] = {}
