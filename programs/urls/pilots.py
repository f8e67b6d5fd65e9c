"""Addresses of the pages of pilots."""

from django.urls import URLPattern, path

from programs.views import pilot_guardrails, pilot_steps, pilots

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:uid>/pilots/", pilots.pilot_list, name="pilot-list"),
    path("programs/<uuid:uid>/pilots/new/", pilots.pilot_create, name="pilot-create"),
    path("pilots/<uuid:uid>/", pilots.pilot_detail, name="pilot-detail"),
    path("pilots/<uuid:uid>/edit/", pilots.pilot_edit, name="pilot-edit"),
    path("pilots/<uuid:uid>/discard/", pilots.pilot_discard, name="pilot-discard"),
    path("pilots/<uuid:uid>/lock/", pilot_steps.pilot_lock, name="pilot-lock"),
    path("pilots/<uuid:uid>/start/", pilot_steps.pilot_start, name="pilot-start"),
    path("pilots/<uuid:uid>/decide/", pilot_steps.pilot_decide, name="pilot-decide"),
    path("pilots/<uuid:uid>/cut-over/", pilot_steps.pilot_cut_over, name="pilot-cut-over"),
    path("pilots/<uuid:uid>/retire-legacy/", pilot_steps.pilot_retire_legacy, name="pilot-retire-legacy"),
    path("pilots/<uuid:uid>/replace/", pilot_steps.pilot_replace, name="pilot-replace"),
    path("pilots/<uuid:uid>/guardrails/new/", pilot_guardrails.guardrail_create, name="pilot-guardrail-create"),
    path("pilot-guardrails/<uuid:uid>/edit/", pilot_guardrails.guardrail_edit, name="pilot-guardrail-edit"),
    path("pilot-guardrails/<uuid:uid>/remove/", pilot_guardrails.guardrail_remove, name="pilot-guardrail-remove"),
]
