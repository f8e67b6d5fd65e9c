"""Addresses of the pages of trade-offs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
