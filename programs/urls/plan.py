"""Addresses of the pages of programs, their plans and what the installation keeps."""

from django.urls import path

from programs.views import (
    attachments,
    baselines,
    cost_lines,
    evidence,
    flows,
    functions,
    gates,
    memberships,
    milestones,
    portfolios,
    programs,
    status_reports,
)

urlpatterns = [
    path("programs/new/", programs.program_create, name="program-create"),
    path("programs/<uuid:uid>/edit/", programs.program_edit, name="program-edit"),
    path("programs/<uuid:uid>/remove/", programs.program_remove, name="program-remove"),
    path("programs/<uuid:uid>/flows/", flows.flow_list, name="flow-list"),
    path("programs/<uuid:uid>/flows/new/", flows.flow_create, name="flow-create"),
    path("flows/<uuid:uid>/edit/", flows.flow_edit, name="flow-edit"),
    path("flows/<uuid:uid>/stages/new/", flows.stage_create, name="stage-create"),
    path("stages/<uuid:uid>/remove/", flows.stage_remove, name="stage-remove"),
    path("programs/<uuid:uid>/milestones/new/", milestones.milestone_create, name="milestone-create"),
    path("milestones/<uuid:uid>/", milestones.milestone_row_view, name="milestone-row"),
    path("milestones/<uuid:uid>/edit/", milestones.milestone_edit, name="milestone-edit"),
    path("milestones/<uuid:uid>/remove/", milestones.milestone_remove, name="milestone-remove"),
    path("milestones/<uuid:uid>/forecast/", milestones.milestone_forecast, name="milestone-forecast"),
    path("milestones/<uuid:uid>/start/", milestones.milestone_start, name="milestone-start"),
    path("milestones/<uuid:uid>/history/", milestones.milestone_history, name="milestone-history"),
    path("milestones/<uuid:uid>/evidence/new/", evidence.evidence_give, name="evidence-give"),
    path(
        "milestones/<uuid:milestone_uid>/evidence/<uuid:uid>/accept/", evidence.evidence_accept, name="evidence-accept"
    ),
    path(
        "milestones/<uuid:milestone_uid>/evidence/<uuid:uid>/revoke/", evidence.evidence_revoke, name="evidence-revoke"
    ),
    path("programs/<uuid:uid>/gates/new/", gates.gate_create, name="gate-create"),
    path("gates/<uuid:uid>/edit/", gates.gate_edit, name="gate-edit"),
    path("gates/<uuid:uid>/review/", gates.gate_review, name="gate-review"),
    path("programs/<uuid:uid>/baselines/", baselines.baseline_list, name="baseline-list"),
    path("programs/<uuid:uid>/baselines/lock/", baselines.baseline_lock, name="baseline-lock"),
    path("baselines/<uuid:uid>/", baselines.baseline_detail, name="baseline-detail"),
    path("programs/<uuid:uid>/statuses/", status_reports.status_report_list, name="status-report-list"),
    path("programs/<uuid:uid>/statuses/new/", status_reports.status_report_create, name="status-report-create"),
    path("programs/<uuid:uid>/costs/", cost_lines.cost_line_list, name="cost-line-list"),
    path("programs/<uuid:uid>/costs/new/", cost_lines.cost_line_create, name="cost-line-create"),
    path("programs/<uuid:uid>/people/", memberships.membership_list, name="membership-list"),
    path("programs/<uuid:uid>/people/new/", memberships.membership_create, name="membership-create"),
    path("memberships/<uuid:uid>/end/", memberships.membership_end, name="membership-end"),
    path("programs/<uuid:uid>/files/", attachments.attachment_list, name="attachment-list"),
    path("programs/<uuid:uid>/files/new/", attachments.attachment_create, name="attachment-create"),
    path("files/<uuid:uid>/", attachments.attachment_download, name="attachment-download"),
    path("files/<uuid:uid>/remove/", attachments.attachment_remove, name="attachment-remove"),
    path("functions/", functions.function_list, name="function-list"),
    path("functions/new/", functions.function_create, name="function-create"),
    path("functions/<uuid:uid>/edit/", functions.function_edit, name="function-edit"),
    path("portfolios/new/", portfolios.portfolio_create, name="portfolio-create"),
    path("portfolios/<uuid:uid>/edit/", portfolios.portfolio_edit, name="portfolio-edit"),
    path("portfolios/<uuid:uid>/programs/", portfolios.portfolio_programs, name="portfolio-programs"),
    path("portfolios/<uuid:uid>/programs/new/", portfolios.portfolio_entry_create, name="portfolio-entry-create"),
    path("portfolio-entries/<uuid:uid>/end/", portfolios.portfolio_entry_end, name="portfolio-entry-end"),
]
