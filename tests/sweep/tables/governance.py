"""What everybody gets at the addresses of governance."""

from __future__ import annotations

READ = {"GET": "ok ok ok ok -- in"}
LISTED = {"GET": "ok ok ok ok ok in", "POST": "ok ok ok ok ok in"}
LEAD_FORM = {"GET": "ok no no no -- in", "POST": "ok no no no -- in"}
COMMITTEE_FORM = {"GET": "ok no ok no -- in", "POST": "ok no ok no -- in"}
OPEN_FORM = {"GET": "ok ok ok no -- in", "POST": "ok ok ok no -- in"}
CHANGED_BY_LEAD = {"GET": "ok ok ok ok -- in", "PATCH": "ok no no no -- in"}
BY_LEAD = {"POST": "ok no no no -- in"}
BY_COMMITTEE = {"POST": "ok no ok no -- in"}

TABLE: dict[str, dict[str, str]] = {
    "api:action-item-bulk": {"POST": "ok ok ok ok ok in"},
    "api:action-item-detail": CHANGED_BY_LEAD,
    "api:action-item-finish": BY_LEAD,
    "api:action-item-list": LISTED,
    "api:approval-answer": {"POST": "ok ok ok ok -- in"},
    "api:approval-bulk": {"POST": "ok ok ok ok ok in"},
    "api:approval-detail": READ,
    "api:approval-withdraw": {"POST": "ok ok ok ok -- in"},
    "api:approval-list": LISTED,
    "api:committee-decision-bulk": {"POST": "ok ok ok ok ok in"},
    "api:committee-decision-decide": {"POST": "ok ok ok ok -- in"},
    "api:committee-decision-detail": CHANGED_BY_LEAD,
    "api:committee-decision-done": BY_LEAD,
    "api:committee-decision-list": LISTED,
    "api:criterion-evidence-accept": BY_COMMITTEE,
    "api:criterion-evidence-bulk": {"POST": "ok ok ok ok ok in"},
    "api:criterion-evidence-cite": {"POST": "ok ok ok ok ok in"},
    "api:criterion-evidence-detail": READ | {"DELETE": "ok no ok no -- in"},
    "api:criterion-evidence-list": LISTED,
    "api:gate-criterion-bulk": {"POST": "ok ok ok ok ok in"},
    "api:gate-criterion-detail": CHANGED_BY_LEAD | {"DELETE": "ok no no no -- in"},
    "api:gate-criterion-list": LISTED,
    "api:raid-item-bulk": {"POST": "ok ok ok ok ok in"},
    "api:raid-item-close": {"POST": "ok ok ok ok -- in"},
    "api:raid-item-detail": CHANGED_BY_LEAD,
    "api:raid-item-list": LISTED,
    "api:waiver-bulk": {"POST": "ok ok ok ok ok in"},
    "api:waiver-detail": READ,
    "api:waiver-list": LISTED,
    "api:waiver-revoke": BY_COMMITTEE,
    "programs:action-item-assign": OPEN_FORM,
    "programs:action-item-edit": LEAD_FORM,
    "programs:action-item-finish": BY_LEAD,
    "programs:approval-answer": {"GET": "no no no no -- in", "POST": "no no no no -- in"},
    "programs:approval-request": LEAD_FORM,
    "programs:approval-withdraw": LEAD_FORM,
    "programs:committee-decision-ask": OPEN_FORM,
    "programs:committee-decision-decide": COMMITTEE_FORM,
    "programs:committee-decision-done": BY_LEAD,
    "programs:committee-decision-edit": LEAD_FORM,
    "programs:criterion-add": LEAD_FORM,
    "programs:criterion-edit": LEAD_FORM,
    "programs:criterion-evidence-accept": BY_COMMITTEE,
    "programs:criterion-evidence-withdraw": BY_COMMITTEE,
    "programs:criterion-evidence-cite": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:criterion-evidence-give": {"GET": "ok ok no no -- in", "POST": "ok ok no no -- in"},
    "programs:criterion-evidence-revoke": COMMITTEE_FORM,
    "programs:criterion-remove": BY_LEAD,
    "programs:gate-detail": READ,
    "programs:governance": READ,
    "programs:raid-item-close": LEAD_FORM,
    "programs:raid-item-edit": LEAD_FORM,
    "programs:raid-item-raise": OPEN_FORM,
    "programs:waiver-grant": COMMITTEE_FORM,
    "programs:waiver-revoke": COMMITTEE_FORM,
}
