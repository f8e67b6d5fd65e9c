"""What everybody gets at the addresses of trade-offs and market shifts."""

TABLE: dict[str, dict[str, str]] = {
    "api:market-shift-bulk": {"POST": "ok ok ok ok ok in"},
    "api:market-shift-detail": {"GET": "ok ok ok ok -- in", "PATCH": "ok ok no no -- in"},
    "api:market-shift-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:shift-response-bulk": {"POST": "ok ok ok ok ok in"},
    "api:shift-response-detail": {"GET": "ok ok ok ok -- in"},
    "api:shift-response-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:trade-off-bulk": {"POST": "ok ok ok ok ok in"},
    "api:trade-off-detail": {"GET": "ok ok ok ok -- in"},
    "api:trade-off-dispute": {"POST": "ok ok ok ok -- in"},
    "api:trade-off-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:trade-off-reverse": {"POST": "ok ok ok ok -- in"},
    "api:trade-off-true-up": {"POST": "ok ok ok ok -- in"},
    "programs:market-shift-create": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:market-shift-edit": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:market-shift-list": {"GET": "ok ok ok ok -- in"},
    "programs:market-shift-respond": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:trade-off-create": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:trade-off-follow": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:trade-off-list": {"GET": "ok ok ok ok -- in"},
}
