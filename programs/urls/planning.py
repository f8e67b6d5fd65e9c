"""Addresses of the pages of planning."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
