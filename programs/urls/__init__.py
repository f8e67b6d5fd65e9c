"""Addresses of the record's pages, one file for each area."""

from programs.urls import (
    constraints,
    culture,
    decisions,
    governance,
    interfaces,
    metrics,
    people,
    pilots,
    plan,
    planning,
    tradeoffs,
    weekly,
)

app_name = "programs"
urlpatterns = [
    *plan.urlpatterns,
    *constraints.urlpatterns,
    *interfaces.urlpatterns,
    *decisions.urlpatterns,
    *metrics.urlpatterns,
    *pilots.urlpatterns,
    *culture.urlpatterns,
    *tradeoffs.urlpatterns,
    *planning.urlpatterns,
    *governance.urlpatterns,
    *people.urlpatterns,
    *weekly.urlpatterns,
]
