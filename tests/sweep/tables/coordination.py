"""What everybody gets at the addresses of the coordination analyses."""

TABLE: dict[str, dict[str, str]] = {
    "api:analysis-latest": {"GET": "ok ok ok ok -- in"},
    "api:analysis-list": {"GET": "ok ok ok ok -- in"},
    "api:coordination-detail": {"GET": "ok ok ok ok -- in"},
    "api:coordination-list": {"GET": "ok ok ok ok ok in"},
    "api:latency-what-if": {"POST": "ok ok ok ok -- in"},
    "tracker:coordination": {"GET": "ok ok ok ok -- in"},
    "tracker:coordination-area": {"GET": "ok ok ok ok -- in"},
    "tracker:latency-flow": {"GET": "ok ok ok ok -- in"},
    "tracker:lead-time": {"GET": "ok ok ok ok -- in"},
    "tracker:latency-scenario-remove": {"POST": "ok no no no -- in"},
    "tracker:latency-scenario-save": {"POST": "ok ok no no -- in"},
}
