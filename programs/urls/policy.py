"""Addresses of the pages of the policy and of sources."""

from django.urls import path

from programs.views import field_sources, policies

urlpatterns = [
    path("policy/", policies.policy_list, name="policy-list"),
    path("policy/new/", policies.policy_create, name="policy-create"),
    path("programs/<uuid:uid>/policy/", policies.program_policy, name="program-policy"),
    path("programs/<uuid:uid>/policy/new/", policies.program_policy_create, name="program-policy-create"),
    path("sources/", field_sources.source_list, name="field-source-list"),
    path("sources/new/", field_sources.source_create, name="field-source-create"),
    path("programs/<uuid:uid>/sources/", field_sources.program_source_list, name="program-field-source-list"),
    path("programs/<uuid:uid>/sources/new/", field_sources.program_source_create, name="program-field-source-create"),
    path("sources/<uuid:uid>/edit/", field_sources.source_edit, name="field-source-edit"),
    path("sources/<uuid:uid>/remove/", field_sources.source_remove, name="field-source-remove"),
]
