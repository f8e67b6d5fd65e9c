"""Changes of planning cycles that somebody tried and wants to come back to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from programs.models.base import new_uid
from programs.models.visibility import ThroughFlow


class LatencyScenario(models.Model):
    """A change of a flow's planning cycles under a name. What it would bring is worked out anew each time.

    change  the fields of tracker.analysis.latency.changes.Change as JSON
    demand  the fields of tracker.analysis.latency.what_if.Demand as JSON
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    flow = models.ForeignKey("programs.ProcessFlow", models.CASCADE, related_name="latency_scenarios")
    name = models.CharField(max_length=120)
    change = models.JSONField()
    demand = models.JSONField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    objects = ThroughFlow["LatencyScenario"].as_manager()

    class Meta:
        ordering = ["flow", "id"]
        constraints = [
            models.UniqueConstraint(fields=["flow", "name"], name="latency_scenario_is_named_once_in_its_flow"),
            models.CheckConstraint(condition=~models.Q(name=""), name="latency_scenario_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
