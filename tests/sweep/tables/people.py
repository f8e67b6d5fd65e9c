"""What everybody gets at the addresses of people; whoever has the link of an invitation or a password is served."""

EVERYBODY = "ok ok ok ok ok ok"
CLOSED = ".. .. .. .. .. .."
KEPT = "no no no no no in"
SIGNED_IN = "ok ok ok ok ok in"
HIDDEN = "-- -- -- -- -- in"
LED = "ok no no no -- in"

TABLE: dict[str, dict[str, str]] = {
    "api:invitation-bulk": {"POST": "ok ok ok ok ok in"},
    "api:invitation-detail": {"GET": "ok ok ok ok -- in"},
    "api:invitation-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:invitation-withdraw": {"POST": LED},
    "api:service-account-deactivate": {"POST": HIDDEN},
    "api:service-account-detail": {"GET": HIDDEN},
    "api:service-account-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:service-account-reactivate": {"POST": HIDDEN},
    "api:service-account-tokens": {"POST": HIDDEN},
    "programs:invitation-accept": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:invitation-create": {"GET": LED, "POST": LED},
    "programs:invitation-withdraw": {"POST": LED},
    "programs:password-done": {"GET": EVERYBODY, "POST": CLOSED},
    "programs:password-reset": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:password-sent": {"GET": EVERYBODY, "POST": CLOSED},
    "programs:password-set": {"GET": EVERYBODY, "POST": EVERYBODY},
    "programs:service-account-create": {"GET": KEPT, "POST": KEPT},
    "programs:service-token-create": {"GET": KEPT, "POST": KEPT},
    "programs:service-token-list": {"GET": KEPT},
    "programs:token-create": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "programs:token-list": {"GET": SIGNED_IN},
    "programs:token-revoke": {"POST": HIDDEN},
    "programs:people-list": {"GET": KEPT},
    "programs:person-deactivate": {"POST": KEPT},
    "programs:person-hand-over": {"GET": KEPT, "POST": KEPT},
    "programs:person-make-steward": {"POST": KEPT},
    "programs:person-reactivate": {"POST": KEPT},
    "programs:person-take-back": {"POST": KEPT},
}
