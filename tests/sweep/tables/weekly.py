"""What everybody gets at the addresses of the week."""

TABLE: dict[str, dict[str, str]] = {
    "api:my-obligations": {"GET": "ok ok ok ok ok in"},
    "api:weekly-statement-bulk": {"POST": "ok ok ok ok ok in"},
    "api:weekly-statement-detail": {"GET": "ok ok ok ok -- in"},
    "api:weekly-statement-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "programs:digest-settings": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "programs:digest-stop": {"GET": "ok ok ok ok ok ok", "POST": "ok ok ok ok ok ok"},
    "programs:obligation-count": {"GET": "ok ok ok ok ok ok", "POST": ".. .. .. .. .. .."},
    "programs:obligations": {"GET": "ok ok ok ok ok in"},
    "programs:weekly-sheet": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
}
