"""Addresses of the pages of constraints and what was observed of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
