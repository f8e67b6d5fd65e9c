"""Addresses of the pages of the week."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
