"""Addresses of the pages of governance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
