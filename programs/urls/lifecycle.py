"""Addresses of the pages of a program's life."""

from django.urls import path

from programs.views import lifecycle

urlpatterns = [
    path("programs/<uuid:uid>/state/", lifecycle.program_state, name="program-state"),
    path("programs/<uuid:uid>/state/<slug:step>/", lifecycle.program_step, name="program-step"),
    path("programs/<uuid:uid>/copy/", lifecycle.program_copy, name="program-copy"),
]
