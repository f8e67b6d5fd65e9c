from __future__ import annotations

from programs.api.fields import RECORD_FIELDS, Row
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import RecordViewSet
from programs.models import ProgramPause


class PauseSerializer(Row):
    class Meta:
        model = ProgramPause
        fields = (*RECORD_FIELDS, "program", "paused_on", "resumed_on", "reason", "paused_by")


class PauseFilter(RecordFilter):
    resumed = SetFilter("resumed_on")


class PauseViewSet(RecordViewSet):
    """The times in which a program stood still; a program is paused and resumed at its own address."""

    queryset = ProgramPause.objects.all()
    serializer_class = PauseSerializer
    filterset_class = PauseFilter
