"""Addresses of the pages of decisions."""

from django.urls import URLPattern, path

from programs.views import authorities, decision_rights, decisions, teams

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:uid>/decisions/", decisions.decision_list, name="decision-list"),
    path("programs/<uuid:uid>/decisions/raise/", decisions.decision_raise, name="decision-raise"),
    path("programs/<uuid:uid>/decisions/record/", decisions.decision_record, name="decision-record"),
    path("decisions/<uuid:uid>/edit/", decisions.decision_edit, name="decision-edit"),
    path("decisions/<uuid:uid>/decide/", decisions.decision_decide, name="decision-decide"),
    path("decisions/<uuid:uid>/override/", decisions.decision_override, name="decision-override"),
    path("decisions/<uuid:uid>/reopen/", decisions.decision_reopen, name="decision-reopen"),
    path("decisions/<uuid:uid>/withdraw/", decisions.decision_withdraw, name="decision-withdraw"),
    path(
        "programs/<uuid:uid>/decision-rights/new/",
        decision_rights.decision_right_create,
        name="decision-right-create",
    ),
    path("decision-rights/<uuid:uid>/", decision_rights.decision_right_detail, name="decision-right-detail"),
    path("decision-rights/<uuid:uid>/edit/", decision_rights.decision_right_edit, name="decision-right-edit"),
    path("decision-rights/<uuid:uid>/end/", decision_rights.decision_right_end, name="decision-right-end"),
    path("decision-rights/<uuid:uid>/resources/new/", decision_rights.resource_commit, name="decision-resource-commit"),
    path(
        "decision-right-resources/<uuid:uid>/remove/",
        decision_rights.resource_release,
        name="decision-resource-release",
    ),
    path("decision-rights/<uuid:uid>/move/", authorities.authority_move, name="authority-move"),
    path("decision-rights/<uuid:uid>/holders/new/", authorities.authority_give, name="authority-give"),
    path("authorities/<uuid:uid>/end/", authorities.authority_end, name="authority-end"),
    path("authorities/<uuid:uid>/remove/", authorities.authority_remove, name="authority-remove"),
    path("programs/<uuid:uid>/teams/new/", teams.team_create, name="team-create"),
    path("teams/<uuid:uid>/edit/", teams.team_edit, name="team-edit"),
    path("teams/<uuid:uid>/functions/new/", teams.team_function_create, name="team-function-create"),
    path("teams/<uuid:uid>/vote/", teams.team_vote, name="team-vote"),
    path("team-functions/<uuid:uid>/end/", teams.team_function_end, name="team-function-end"),
]
