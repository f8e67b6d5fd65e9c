"""What everybody gets at the addresses of pilots."""

LEAD = "ok no no no -- in"
ANY_BODY = "ok ok ok ok -- in"
DECIDES = "ok no ok no -- in"
MEMBERS = "ok ok ok ok -- in"
LISTED = "ok ok ok ok ok in"
FORM = {"GET": LEAD, "POST": LEAD}

TABLE: dict[str, dict[str, str]] = {
    "api:pilot-bulk": {"POST": "ok ok ok ok ok in"},
    "api:pilot-guardrail-bulk": {"POST": "ok ok ok ok ok in"},
    "api:pilot-list": {"GET": LISTED, "POST": LISTED},
    "api:pilot-detail": {"GET": MEMBERS, "PATCH": LEAD, "DELETE": LEAD},
    "api:pilot-lock": {"POST": LEAD},
    "api:pilot-start": {"POST": LEAD},
    "api:pilot-decide": {"POST": ANY_BODY},
    "api:pilot-cut-over": {"POST": LEAD},
    "api:pilot-retire-legacy": {"POST": LEAD},
    "api:pilot-replace": {"POST": LEAD},
    "api:pilot-guardrail-list": {"GET": LISTED, "POST": LISTED},
    "api:pilot-guardrail-detail": {"GET": MEMBERS, "PATCH": LEAD, "DELETE": LEAD},
    "programs:pilot-list": {"GET": MEMBERS},
    "programs:pilot-create": FORM,
    "programs:pilot-detail": {"GET": MEMBERS},
    "programs:pilot-edit": FORM,
    "programs:pilot-discard": {"POST": LEAD},
    "programs:pilot-lock": FORM,
    "programs:pilot-start": FORM,
    "programs:pilot-decide": {"GET": DECIDES, "POST": DECIDES},
    "programs:pilot-cut-over": FORM,
    "programs:pilot-retire-legacy": FORM,
    "programs:pilot-replace": FORM,
    "programs:pilot-guardrail-create": FORM,
    "programs:pilot-guardrail-edit": FORM,
    "programs:pilot-guardrail-remove": {"POST": LEAD},
}
