"""What everybody gets at the addresses of decisions."""

LIST = {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"}
READ = "ok ok ok ok -- in"
PLANS = "ok no no no -- in"
RECORDS = "ok ok no no -- in"
PLANNING = {"GET": PLANS, "POST": PLANS}
RECORDING = {"GET": RECORDS, "POST": RECORDS}

TABLE: dict[str, dict[str, str]] = {
    "api:authority-detail": {"GET": READ, "DELETE": PLANS},
    "api:authority-end": {"POST": PLANS},
    "api:authority-list": LIST,
    "api:decision-decide": {"POST": "ok ok ok ok -- in"},
    "api:decision-detail": {"GET": READ, "PATCH": RECORDS, "DELETE": RECORDS},
    "api:decision-list": LIST,
    "api:decision-override": {"POST": "ok ok ok ok -- in"},
    "api:decision-reopen": {"POST": RECORDS},
    "api:decision-right-detail": {"GET": READ, "PATCH": PLANS},
    "api:decision-right-end": {"POST": PLANS},
    "api:decision-right-list": LIST,
    "api:decision-right-move": {"POST": PLANS},
    "api:decision-right-resource-detail": {"GET": READ, "DELETE": PLANS},
    "api:decision-right-resource-list": LIST,
    "api:team-detail": {"GET": READ, "PATCH": PLANS},
    "api:team-function-detail": {"GET": READ},
    "api:team-function-end": {"POST": PLANS},
    "api:team-function-list": LIST,
    "api:team-list": LIST,
    "api:team-move-vote": {"POST": "ok ok ok ok -- in"},
    "programs:authority-end": PLANNING,
    "programs:authority-give": PLANNING,
    "programs:authority-move": PLANNING,
    "programs:authority-remove": {"POST": PLANS},
    "programs:decision-decide": RECORDING,
    "programs:decision-edit": RECORDING,
    "programs:decision-list": {"GET": READ},
    "programs:decision-override": RECORDING,
    "programs:decision-raise": RECORDING,
    "programs:decision-record": RECORDING,
    "programs:decision-reopen": {"POST": RECORDS},
    "programs:decision-resource-commit": PLANNING,
    "programs:decision-resource-release": {"POST": PLANS},
    "programs:decision-right-create": PLANNING,
    "programs:decision-right-detail": {"GET": READ},
    "programs:decision-right-edit": PLANNING,
    "programs:decision-right-end": PLANNING,
    "programs:decision-withdraw": {"POST": RECORDS},
    "programs:team-create": PLANNING,
    "programs:team-edit": PLANNING,
    "programs:team-function-create": PLANNING,
    "programs:team-function-end": PLANNING,
    "programs:team-vote": PLANNING,
}
