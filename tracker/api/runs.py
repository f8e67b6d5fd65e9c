from __future__ import annotations

from programs.api.fields import Row, TimeField
from tracker.api.reckoned import ReckonedViewSet
from tracker.models import Run


class RunSerializer(Row):
    updated_at = TimeField(read_only=True)

    class Meta:
        model = Run
        fields = (
            "uid",
            "kind",
            "as_of",
            "started_at",
            "heartbeat_at",
            "finished_at",
            "programs_total",
            "programs_done",
            "programs_failed",
            "updated_at",
        )


class RunViewSet(ReckonedViewSet):
    """Computations: what ran, whether it is alive, how many programs were done and failed; for stewards."""

    queryset = Run.objects.all()
    serializer_class = RunSerializer
