"""What everybody gets at the addresses of committees and their meetings."""

READ = "ok ok ok ok -- in"
LIST = "ok ok ok ok ok in"
KEPT = "no no no no no in"
HIDDEN = "no no no no -- in"
MET = "ok no no no -- in"

TABLE: dict[str, dict[str, str]] = {
    "api:committee-bulk": {"POST": "ok ok ok ok ok in"},
    "api:committee-detail": {"GET": READ, "PATCH": HIDDEN},
    "api:committee-list": {"GET": LIST, "POST": LIST},
    "api:committee-mandate-bulk": {"POST": "ok ok ok ok ok in"},
    "api:committee-mandate-detail": {"GET": READ},
    "api:committee-mandate-end": {"POST": HIDDEN},
    "api:committee-mandate-list": {"GET": LIST, "POST": LIST},
    "api:committee-member-bulk": {"POST": "ok ok ok ok ok in"},
    "api:committee-member-detail": {"GET": READ},
    "api:committee-member-end": {"POST": HIDDEN},
    "api:committee-member-list": {"GET": LIST, "POST": LIST},
    "api:committee-member-name-delegate": {"POST": READ},
    "api:meeting-attendance-detail": {"GET": READ},
    "api:meeting-attendance-list": {"GET": LIST},
    "api:meeting-bulk": {"POST": "ok ok ok ok ok in"},
    "api:meeting-detail": {"GET": READ, "PATCH": MET, "DELETE": MET},
    "api:meeting-hold": {"POST": MET},
    "api:meeting-list": {"GET": LIST, "POST": LIST},
    "programs:committee-create": {"GET": KEPT, "POST": KEPT},
    "programs:committee-detail": {"GET": READ},
    "programs:committee-edit": {"GET": KEPT, "POST": KEPT},
    "programs:committee-list": {"GET": LIST},
    "programs:committee-mandate-create": {"GET": KEPT, "POST": KEPT},
    "programs:committee-mandate-end": {"GET": KEPT, "POST": KEPT},
    "programs:committee-member-create": {"GET": KEPT, "POST": KEPT},
    "programs:committee-member-delegate": {"GET": KEPT, "POST": KEPT},
    "programs:committee-member-end": {"GET": KEPT, "POST": KEPT},
    "programs:meeting-call-off": {"POST": MET},
    "programs:meeting-detail": {"GET": READ},
    "programs:meeting-edit": {"GET": MET, "POST": MET},
    "programs:meeting-hold": {"GET": MET, "POST": MET},
    "programs:meeting-schedule": {"GET": MET, "POST": MET},
}
