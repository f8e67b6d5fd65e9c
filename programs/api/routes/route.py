"""A list of the API: its address, what answers there, and the name of its addresses."""

from __future__ import annotations

from typing import Any, TypeAlias

from rest_framework.viewsets import GenericViewSet

Route: TypeAlias = tuple[str, type[GenericViewSet[Any]], str]
