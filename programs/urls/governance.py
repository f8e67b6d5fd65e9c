"""Addresses of the pages of governance."""

from __future__ import annotations

from django.urls import path

from programs.views import committee_decisions, criteria, raid_items, waivers
from programs.views.governance import governance

urlpatterns = [
    path("programs/<uuid:uid>/governance/", governance, name="governance"),
    path("programs/<uuid:uid>/waivers/new/", waivers.waiver_grant, name="waiver-grant"),
    path("waivers/<uuid:uid>/revoke/", waivers.waiver_revoke, name="waiver-revoke"),
    path("programs/<uuid:uid>/approvals/new/", waivers.approval_request, name="approval-request"),
    path("approvals/<uuid:uid>/answer/", waivers.approval_answer, name="approval-answer"),
    path("approvals/<uuid:uid>/withdraw/", waivers.approval_withdraw, name="approval-withdraw"),
    path("programs/<uuid:uid>/raid-items/new/", raid_items.raid_item_raise, name="raid-item-raise"),
    path("raid-items/<uuid:uid>/edit/", raid_items.raid_item_edit, name="raid-item-edit"),
    path("raid-items/<uuid:uid>/close/", raid_items.raid_item_close, name="raid-item-close"),
    path("programs/<uuid:uid>/action-items/new/", raid_items.action_item_assign, name="action-item-assign"),
    path("action-items/<uuid:uid>/edit/", raid_items.action_item_edit, name="action-item-edit"),
    path("action-items/<uuid:uid>/done/", raid_items.action_item_finish, name="action-item-finish"),
    path(
        "programs/<uuid:uid>/committee-decisions/new/",
        committee_decisions.committee_decision_ask,
        name="committee-decision-ask",
    ),
    path(
        "committee-decisions/<uuid:uid>/edit/",
        committee_decisions.committee_decision_edit,
        name="committee-decision-edit",
    ),
    path(
        "committee-decisions/<uuid:uid>/decide/",
        committee_decisions.committee_decision_decide,
        name="committee-decision-decide",
    ),
    path(
        "committee-decisions/<uuid:uid>/done/",
        committee_decisions.committee_decision_done,
        name="committee-decision-done",
    ),
    path("gates/<uuid:uid>/", criteria.gate_detail, name="gate-detail"),
    path("gates/<uuid:uid>/criteria/new/", criteria.criterion_add, name="criterion-add"),
    path("gate-criteria/<uuid:uid>/edit/", criteria.criterion_edit, name="criterion-edit"),
    path("gate-criteria/<uuid:uid>/remove/", criteria.criterion_remove, name="criterion-remove"),
    path("gate-criteria/<uuid:uid>/evidence/new/", criteria.criterion_evidence_give, name="criterion-evidence-give"),
    path("gate-criteria/<uuid:uid>/evidence/cite/", criteria.criterion_evidence_cite, name="criterion-evidence-cite"),
    path("criterion-evidence/<uuid:uid>/accept/", criteria.criterion_evidence_accept, name="criterion-evidence-accept"),
    path(
        "criterion-evidence/<uuid:uid>/withdraw/",
        criteria.criterion_evidence_withdraw,
        name="criterion-evidence-withdraw",
    ),
    path("criterion-evidence/<uuid:uid>/revoke/", criteria.criterion_evidence_revoke, name="criterion-evidence-revoke"),
]
