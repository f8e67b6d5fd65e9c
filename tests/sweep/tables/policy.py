"""What everybody gets at the addresses of the policy."""

TABLE: dict[str, dict[str, str]] = {
    "programs:program-policy": {"GET": "ok ok ok ok -- in"},
    "programs:program-policy-create": {"GET": "no no ok no -- in", "POST": "no no ok no -- in"},
}
