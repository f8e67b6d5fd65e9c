"""Addresses of the pages of interfaces between functions and their incidents."""

from django.urls import URLPattern, path

from programs.views import flow_interfaces, incidents, interfaces

urlpatterns: list[URLPattern] = [
    path("programs/<uuid:uid>/incidents/", incidents.incident_list, name="incident-list"),
    path("programs/<uuid:uid>/incidents/new/", incidents.incident_create, name="incident-create"),
    path("incidents/<uuid:uid>/edit/", incidents.incident_edit, name="incident-edit"),
    path("incidents/<uuid:uid>/cost/", incidents.incident_cost, name="incident-cost"),
    path("incidents/<uuid:uid>/withdraw/", incidents.incident_withdraw, name="incident-withdraw"),
    path("flows/<uuid:uid>/interfaces/new/", flow_interfaces.flow_interface_create, name="flow-interface-create"),
    path("flows/<uuid:uid>/interfaces/stages/", flow_interfaces.flow_interface_stages, name="flow-interface-stages"),
    path("flow-interfaces/<uuid:uid>/remove/", flow_interfaces.flow_interface_remove, name="flow-interface-remove"),
    path("interfaces/", interfaces.interface_list, name="interface-list"),
    path("interfaces/new/", interfaces.interface_create, name="interface-create"),
    path("interfaces/<uuid:uid>/", interfaces.interface_detail, name="interface-detail"),
    path("interfaces/<uuid:uid>/edit/", interfaces.interface_edit, name="interface-edit"),
    path("interfaces/<uuid:uid>/accept/", interfaces.interface_accept, name="interface-accept"),
    path("interfaces/<uuid:uid>/remove/", interfaces.interface_remove, name="interface-remove"),
    path("interfaces/<uuid:uid>/counts/new/", interfaces.handoff_count_create, name="handoff-count-create"),
    path("handoff-counts/<uuid:uid>/remove/", interfaces.handoff_count_remove, name="handoff-count-remove"),
]
