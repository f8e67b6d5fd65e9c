"""Addresses of the pages of constraints and what was observed of them."""

from django.urls import URLPattern, path

from programs.views import constraints, resources

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:uid>/constraints/", constraints.constraint_list, name="constraint-list"),
    path("flows/<uuid:uid>/observations/new/", constraints.observation_create, name="observation-create"),
    path("flows/<uuid:uid>/constraints/new/", constraints.constraint_name, name="constraint-name"),
    path("constraint-observations/<uuid:uid>/remove/", constraints.observation_remove, name="observation-remove"),
    path("constraints/<uuid:uid>/step/", constraints.constraint_step, name="constraint-step"),
    path("constraints/<uuid:uid>/end/", constraints.constraint_end, name="constraint-end"),
    path("constraints/<uuid:uid>/move/", constraints.constraint_move, name="constraint-move"),
    path("resources/", resources.resource_list, name="resource-list"),
    path("resources/new/", resources.resource_create, name="resource-create"),
    path("resources/<uuid:uid>/edit/", resources.resource_edit, name="resource-edit"),
    path("resources/<uuid:uid>/control/", resources.resource_control, name="resource-control"),
    path("resources/<uuid:uid>/retire/", resources.resource_retire, name="resource-retire"),
    path("resources/<uuid:uid>/bring-back/", resources.resource_bring_back, name="resource-bring-back"),
]
