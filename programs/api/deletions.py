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
    deleted_since = filters.IsoDateTimeFilter("deleted_at", lookup_expr="gte")


class DeletionViewSet(ReadViewSet):
    """Rows that are gone, oldest deletion first, so that a client that keeps a copy can drop them."""

    queryset = Tombstone.objects.all()
    serializer_class = DeletionSerializer
    filterset_class = DeletionFilter
