"""What everybody gets at the addresses of the policy and of sources."""

LED = "ok no no no -- in"
KEPT = "no no no no no in"
READ = "ok ok ok ok -- in"
ASKED = "ok ok ok ok ok in"

TABLE: dict[str, dict[str, str]] = {
    "api:field-source-bulk": {"POST": ASKED},
    "api:field-source-detail": {"GET": READ, "PATCH": LED, "DELETE": LED},
    "api:field-source-list": {"GET": ASKED, "POST": ASKED},
    "programs:field-source-create": {"GET": KEPT, "POST": KEPT},
    "programs:field-source-edit": {"GET": LED, "POST": LED},
    "programs:field-source-list": {"GET": ASKED},
    "programs:field-source-remove": {"POST": LED},
    "programs:program-field-source-create": {"GET": LED, "POST": LED},
    "programs:program-field-source-list": {"GET": READ},
    "programs:program-policy": {"GET": "ok ok ok ok -- in"},
    "programs:program-policy-create": {"GET": "no no ok no -- in", "POST": "no no ok no -- in"},
}
