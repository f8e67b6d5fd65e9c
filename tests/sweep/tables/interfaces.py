"""What everybody gets at the addresses of interfaces between functions and their incidents.

An event log is only for who brought it, here the PMO lead.
"""

TABLE: dict[str, dict[str, str]] = {
    "api:flow-interface-detail": {"GET": "ok ok ok ok -- in", "DELETE": "ok no no no -- in"},
    "api:flow-interface-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:handoff-count-detail": {"GET": "ok ok ok ok ok in", "DELETE": "ok ok no no no in"},
    "api:handoff-count-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:incident-cost": {"POST": "ok ok ok ok -- in"},
    "api:incident-detail": {"GET": "ok ok ok ok -- in", "PATCH": "ok no no no -- in"},
    "api:incident-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "api:incident-withdraw": {"POST": "ok no no no -- in"},
    "api:interface-accept-redesign": {"POST": "ok no ok no no in"},
    "api:interface-detail": {"GET": "ok ok ok ok ok in", "PATCH": "ok no no no no in", "DELETE": "no no no no no in"},
    "api:interface-list": {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"},
    "programs:flow-interface-create": {"GET": "ok no no no -- in", "POST": "ok no no no -- in"},
    "programs:flow-interface-remove": {"POST": "ok no no no -- in"},
    "programs:flow-interface-stages": {"POST": "ok no no no -- in"},
    "programs:handoff-count-create": {"GET": "ok ok no no no in", "POST": "ok ok no no no in"},
    "programs:handoff-count-remove": {"POST": "ok ok no no no in"},
    "programs:incident-cost": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:incident-create": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:incident-edit": {"GET": "ok no no no -- in", "POST": "ok no no no -- in"},
    "programs:incident-list": {"GET": "ok ok ok ok -- in"},
    "programs:incident-withdraw": {"GET": "ok no no no -- in", "POST": "ok no no no -- in"},
    "programs:interface-accept": {"POST": "ok no ok no no in"},
    "programs:interface-create": {"GET": "no no no no no in", "POST": "no no no no no in"},
    "programs:interface-detail": {"GET": "ok ok ok ok ok in"},
    "programs:interface-edit": {"GET": "ok no no no no in", "POST": "ok no no no no in"},
    "programs:interface-list": {"GET": "ok ok ok ok ok in"},
    "programs:interface-remove": {"POST": "no no no no no in"},
    "tracker:event-log-create": {"GET": "ok no no no ok in", "POST": "ok no no no ok in"},
    "tracker:event-log-detail": {"GET": "ok -- -- -- -- in"},
    "tracker:event-log-load": {"POST": "ok -- -- -- -- in"},
    "tracker:event-log-read": {"GET": "ok -- -- -- -- in", "POST": "ok -- -- -- -- in"},
    "tracker:event-log-remove": {"POST": "ok -- -- -- -- in"},
}
