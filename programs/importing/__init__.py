"""Portfolio tables on their way into the record: bytes -> rows -> statements -> actions."""
