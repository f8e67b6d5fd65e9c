"""Addresses of the readings of shared metrics."""

from django.urls import URLPattern, path

from programs.views import reading_tables, readings

urlpatterns: list[URLPattern] = [
    path("metrics/<uuid:uid>/readings/", readings.reading_list, name="reading-list"),
    path("metrics/<uuid:uid>/readings/new/", readings.reading_create, name="reading-create"),
    path("metrics/<uuid:uid>/readings/paste/", reading_tables.reading_paste, name="reading-paste"),
    path("metrics/<uuid:uid>/readings/file/", reading_tables.reading_upload, name="reading-upload"),
    path("readings/<uuid:uid>/correct/", readings.reading_correct, name="reading-correct"),
]
