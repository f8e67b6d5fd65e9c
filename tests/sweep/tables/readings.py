"""What everybody gets at the addresses of readings. The metric of the addresses judges the program of the cast."""

TABLE: dict[str, dict[str, str]] = {
    "api:reading-bulk": {"POST": "ok ok ok ok ok in"},
    "api:reading-detail": {"GET": "ok ok ok ok -- in", "PATCH": "ok ok no no -- in"},
    "api:reading-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "programs:reading-correct": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:reading-create": {"GET": "ok ok no no no in", "POST": "ok ok no no no in"},
    "programs:reading-list": {"GET": "ok ok ok ok ok in"},
    "programs:reading-paste": {"GET": "ok ok no no no in", "POST": "ok ok no no no in"},
    "programs:reading-upload": {"GET": "ok ok no no no in", "POST": "ok ok no no no in"},
}
