"""Whose arm a reading is of: that of one pilot, or of none when no pilot of the record ran it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from programs.actions.given_readings import runs_in
from programs.models import Membership, Pilot, PilotGuardrail, Program, Reading, SharedMetric, User


def programs_to_enter(metric: SharedMetric, user: User) -> QuerySet[Program]:
    """Programs judged by the metric whose readings the user may enter: those in which the user leads."""
    judged = Program.objects.filter(metrics__metric=metric, removed_on__isnull=True)
    if user.is_superuser:
        return judged
    roles = [Membership.Role.PMO_LEAD, Membership.Role.FUNCTION_LEAD]
    mine = Membership.objects.of(user).filter(role__in=roles).valid_on(timezone.localdate())
    return judged.filter(pk__in=mine.values("program"))


def pilots_to_read(metric: SharedMetric, user: User) -> list[Pilot]:
    """Pilots with a locked protocol that the metric judges and whose readings the user may enter; one query."""
    guards = PilotGuardrail.objects.filter(pilot=OuterRef("pk"), program_metric__metric=metric)
    locked = Pilot.objects.filter(program__in=programs_to_enter(metric, user), locked_on__isnull=False)
    judged = locked.filter(Q(primary__metric=metric) | Exists(guards))
    return list(judged.select_related("program", "flow").order_by("program__code", "id"))


def without_pilot(pilot: Pilot, metrics: Sequence[SharedMetric]) -> list[Reading]:
    """Readings that carry the label of one of the pilot's arms during its run, and belong to no pilot; one query.

    metrics  those of its protocol. A reading that the pilot has already is not counted a second time
    """
    if pilot.started_on is None:
        return []
    frequencies = {metric.pk: metric.frequency for metric in metrics}
    own = Reading.objects.filter(
        pilot=pilot,
        metric=OuterRef("metric"),
        arm=OuterRef("arm"),
        definition=OuterRef("definition"),
        period_starts_on=OuterRef("period_starts_on"),
    )
    rows = Reading.objects.filter(
        ~Exists(own),
        Q(flow=pilot.flow_id) | Q(flow__isnull=True),
        pilot__isnull=True,
        metric__in=frequencies,
        arm__in=(pilot.old_arm, pilot.new_arm),
        period_starts_on__gte=pilot.started_on,
    ).order_by("id")
    return [row for row in rows if runs_in(pilot, row.period_starts_on, frequencies[row.metric_id])]


def metrics_of(pilot: Pilot) -> list[SharedMetric]:
    """The metrics of the pilot's protocol; one query."""
    judged = Q(program_metrics=pilot.primary_id) | Q(program_metrics__in=pilot.guardrails.values("program_metric"))
    return list(SharedMetric.objects.filter(judged).order_by("id").distinct())


def take_readings(pilot: Pilot) -> int:
    """How many readings with the labels of the pilot's arms, so far of no pilot, were made its own by its start."""
    rows = without_pilot(pilot, metrics_of(pilot))
    return Reading.objects.filter(pk__in=[row.pk for row in rows]).update(pilot=pilot)
