"""Addresses of the pages of culture."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
