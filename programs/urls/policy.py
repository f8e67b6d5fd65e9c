"""Addresses of the pages of the policy."""

from django.urls import path

from programs.views import policies

urlpatterns = [
    path("policy/", policies.policy_list, name="policy-list"),
    path("policy/new/", policies.policy_create, name="policy-create"),
    path("programs/<uuid:uid>/policy/", policies.program_policy, name="program-policy"),
    path("programs/<uuid:uid>/policy/new/", policies.program_policy_create, name="program-policy-create"),
]
