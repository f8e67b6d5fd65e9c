"""Addresses of the record's pages, one file for each area."""

from programs.urls import (
    committees,
    constraints,
    culture,
    decisions,
    governance,
    interfaces,
    lifecycle,
    metrics,
    people,
    pilots,
    plan,
    planning,
    policy,
    readings,
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
    *readings.urlpatterns,
    *committees.urlpatterns,
    *lifecycle.urlpatterns,
    *policy.urlpatterns,
    *weekly.urlpatterns,
]
