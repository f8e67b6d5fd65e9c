"""Addresses of the pages of interfaces between functions and their incidents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
