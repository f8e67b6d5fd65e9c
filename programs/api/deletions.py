from __future__ import annotations

import django_filters.rest_framework as filters

from programs.api.fields import Row
from programs.api.views import ReadViewSet
from programs.models import Tombstone


class DeletionSerializer(Row):
    class Meta:
        model = Tombstone
        fields = ("kind", "uid", "program", "deleted_at", "deleted_by")


class DeletionFilter(filters.FilterSet):
    program = filters.UUIDFilter("program__uid")
    kind = filters.CharFilter()
    deleted_since = filters.IsoDateTimeFilter("deleted_at", lookup_expr="gte")


class DeletionViewSet(ReadViewSet):
    """Rows that are gone, oldest deletion first, so that a client that keeps a copy can drop them."""

    queryset = Tombstone.objects.select_related("program", "deleted_by")
    serializer_class = DeletionSerializer
    filterset_class = DeletionFilter
