"""What everybody gets at the addresses of the week."""

TABLE: dict[str, dict[str, str]] = {
    "api:weekly-statement-detail": {"GET": "ok ok ok ok -- in"},
    "api:weekly-statement-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
}
