"""Addresses of the pages of culture."""

from django.urls import URLPattern, path

from programs.views import culture, pulse, pulse_answers

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:uid>/culture/", culture.culture, name="culture"),
    path("programs/<uuid:uid>/sessions/", culture.session_list, name="session-list"),
    path("programs/<uuid:uid>/sessions/new/", culture.session_schedule, name="session-schedule"),
    path("sessions/<uuid:uid>/held/", culture.session_held, name="session-held"),
    path("sessions/<uuid:uid>/cancel/", culture.session_cancel, name="session-cancel"),
    path("programs/<uuid:uid>/interventions/new/", culture.intervention_create, name="intervention-create"),
    path("interventions/<uuid:uid>/remove/", culture.intervention_remove, name="intervention-remove"),
    path("programs/<uuid:uid>/pulse/new/", pulse.wave_open, name="pulse-open"),
    path("pulse-waves/<uuid:uid>/close/", pulse.wave_close, name="pulse-close"),
    path("pulse-waves/<uuid:uid>/results/", pulse.wave_results, name="pulse-results"),
    path("pulse/<str:secret>/", pulse_answers.pulse_answer, name="pulse-answer"),
]
