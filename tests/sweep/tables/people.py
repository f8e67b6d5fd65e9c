"""What everybody gets at the addresses of people; whoever has the link of an invitation or a password is served."""

EVERYBODY = "ok ok ok ok ok ok"
CLOSED = ".. .. .. .. .. .."
KEPT = "no no no no no in"
LED = "ok no no no -- in"

TABLE: dict[str, dict[str, str]] = {
    "api:invitation-detail": {"GET": "ok ok ok ok -- in"},
    "api:invitation-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:invitation-withdraw": {"POST": LED},
    "programs:invitation-accept": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:invitation-create": {"GET": LED, "POST": LED},
    "programs:invitation-withdraw": {"POST": LED},
    "programs:password-done": {"GET": EVERYBODY, "POST": CLOSED},
    "programs:password-reset": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:password-sent": {"GET": EVERYBODY, "POST": CLOSED},
    "programs:password-set": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:people-list": {"GET": KEPT},
    "programs:person-deactivate": {"POST": KEPT},
    "programs:person-hand-over": {"GET": KEPT, "POST": KEPT},
    "programs:person-make-steward": {"POST": KEPT},
    "programs:person-reactivate": {"POST": KEPT},
    "programs:person-take-back": {"POST": KEPT},
}
