from __future__ import annotations

from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.models.base import Record, both_or_neither, with_history
from programs.models.visibility import InProgram, ThroughPilot

PROTOCOL = (
    "flow_id", "primary_id", "follows_id", "name", "change", "old_arm", "new_arm", "alpha", "minimum_periods",
    "maximum_periods", "burn_in_periods", "worthwhile_effect", "locked_on", "locked_by_id",
)  # fmt: skip
PROTOCOL_STAYS = pgtrigger.Trigger(
    name="protocol_stays",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__locked_on__isnull=False),
    func=f"""
        IF TG_OP = 'DELETE' OR ({", ".join(f"OLD.{name}" for name in PROTOCOL)})
            IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in PROTOCOL)}) THEN
            RAISE EXCEPTION 'the protocol of pilot % is locked: another protocol is another pilot', OLD.id
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    """,
)
JOINS_BEFORE_THE_PROTOCOL = pgtrigger.Trigger(
    name="joins_before_the_protocol",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    declare=[("pilot", "bigint")],
    func="""
        pilot := CASE WHEN TG_OP = 'INSERT' THEN NEW.pilot_id ELSE OLD.pilot_id END;
        IF EXISTS (SELECT 1 FROM programs_pilot p WHERE p.id = pilot AND p.locked_on IS NOT NULL) THEN
            RAISE EXCEPTION 'the protocol of pilot % is locked: its guardrails stay', pilot
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    """,
)


# The furthest step first: what a pilot has a day of, it has reached.
STEPS = (
    ("retired", "legacy_retired_on"),
    ("cut_over", "cut_over_on"),
    ("decided", "decided_on"),
    ("running", "started_on"),
    ("locked", "locked_on"),
)


class PilotQuerySet(InProgram["Pilot"]):
    def with_state(self) -> Self:
        """Annotates ``state``, the furthest step that the pilot has reached, as ``Pilot.state`` tells it."""
        reached = [models.When(**{f"{column}__isnull": False}, then=models.Value(state)) for state, column in STEPS]
        drafted = models.Value("drafted", output_field=models.CharField())
        return self.annotate(state=models.Case(*reached, default=drafted))

    def with_protocol(self) -> Self:
        """Pilots with their flow, the metrics they are judged by, and their guardrails: two queries."""
        guardrails = PilotGuardrail.objects.select_related("program_metric__metric", "program_metric__flow")
        return self.select_related("program", "flow", "primary__metric", "primary__flow", "follows").prefetch_related(
            models.Prefetch("guardrails", queryset=guardrails.order_by("id"))
        )


@with_history
class Pilot(Record):
    """A parallel run: the functional way and the integrated way side by side, judged by a protocol locked before.

    change             what is different in the new arm
    old_arm, new_arm   labels of the arms, as their readings carry them
    alpha              how often a good verdict may be wrong, at most
    minimum_periods    pairs of readings before a cut-over may be decided
    maximum_periods    pairs after which the run ends without one
    burn_in_periods    first periods that do not count
    worthwhile_effect  smallest effect worth having, in the unit of the comparison; NULL when any is
    follows            the pilot whose protocol this one replaces
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", "Being drafted"
        LOCKED = "locked", "Protocol locked"
        RUNNING = "running", "Running"
        DECIDED = "decided", "Decided"
        CUT_OVER = "cut_over", "Cut over"
        RETIRED = "retired", "Old way retired"

    class Outcome(models.TextChoices):
        CUT_OVER = "cut_over", "Cut over"
        STOPPED = "stopped", "Stopped"
        INCONCLUSIVE = "inconclusive", "Ended without a verdict"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="pilots")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="pilots")
    name = models.CharField(max_length=200)
    change = models.TextField(help_text="What is different in the new arm.")
    primary = models.ForeignKey("programs.ProgramMetric", models.PROTECT, related_name="pilots")
    old_arm = models.CharField(max_length=60, default="Functional")
    new_arm = models.CharField(max_length=60, default="Integrated")
    alpha = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal("0.05"))
    minimum_periods = models.PositiveSmallIntegerField(default=8)
    maximum_periods = models.PositiveSmallIntegerField(default=26)
    burn_in_periods = models.PositiveSmallIntegerField(default=1)
    worthwhile_effect = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    locked_on = models.DateField(null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    started_on = models.DateField(null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="", editable=False)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decision_reason = models.TextField(blank=True, default="", editable=False)
    cut_over_on = models.DateField(null=True, blank=True, editable=False)
    legacy_retired_on = models.DateField(null=True, blank=True, editable=False)

    objects = PilotQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "name"], name="pilot_name_is_unique_in_its_program"),
            models.CheckConstraint(condition=models.Q(alpha__gt=0, alpha__lt=1), name="pilot_alpha_is_a_probability"),
            models.CheckConstraint(
                condition=models.Q(minimum_periods__gte=1, maximum_periods__gte=models.F("minimum_periods")),
                name="pilot_runs_at_least_its_minimum",
            ),
            models.CheckConstraint(
                condition=~models.Q(old_arm=models.F("new_arm")) & ~models.Q(old_arm="") & ~models.Q(new_arm=""),
                name="pilot_has_two_arms",
            ),
            models.CheckConstraint(
                condition=models.Q(worthwhile_effect__isnull=True) | models.Q(worthwhile_effect__gte=0),
                name="pilot_worthwhile_effect_is_not_negative",
            ),
            models.CheckConstraint(
                condition=both_or_neither("locked_on", "locked_by"), name="pilot_lock_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=both_or_neither("started_on", "started_by"), name="pilot_start_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=both_or_neither("decided_on", "decided_by"), name="pilot_decision_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True)
                | models.Q(locked_on__isnull=False, started_on__gte=models.F("locked_on")),
                name="pilot_starts_after_its_protocol_was_locked",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, outcome="", decision_reason="")
                | (
                    models.Q(started_on__isnull=False, decided_on__gte=models.F("started_on"))
                    & ~models.Q(outcome="")
                    & ~models.Q(decision_reason="")
                ),
                name="pilot_is_decided_after_it_started_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(cut_over_on__isnull=True)
                | models.Q(outcome="cut_over", decided_on__isnull=False, cut_over_on__gte=models.F("decided_on")),
                name="only_a_pilot_decided_for_it_is_cut_over",
            ),
            models.CheckConstraint(
                condition=models.Q(legacy_retired_on__isnull=True)
                | models.Q(cut_over_on__isnull=False, legacy_retired_on__gte=models.F("cut_over_on")),
                name="legacy_is_retired_after_the_cut_over",
            ),
        ]
        triggers = [*Record.Meta.triggers, PROTOCOL_STAYS]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:pilot-detail", args=[self.uid])

    @property
    def state(self) -> Pilot.State:
        """The furthest step that it has reached."""
        reached = (self.State(state) for state, column in STEPS if getattr(self, column) is not None)
        return next(reached, self.State.DRAFTED)


@with_history
class PilotGuardrail(Record):
    """A metric that the new arm may worsen by no more than ``margin``, agreed with the owners of both functions."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="guardrails")
    program_metric = models.ForeignKey("programs.ProgramMetric", models.PROTECT, related_name="+")
    margin = models.DecimalField(max_digits=20, decimal_places=6)
    agreed_with = models.CharField(max_length=250, help_text="Who of both functions agreed to the margin.")

    objects = ThroughPilot.as_manager()

    class Meta(Record.Meta):
        ordering = ["pilot", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["pilot", "program_metric"], name="metric_guards_a_pilot_once"),
            models.CheckConstraint(condition=models.Q(margin__gt=0), name="guardrail_margin_is_positive"),
            models.CheckConstraint(condition=~models.Q(agreed_with=""), name="guardrail_margin_was_agreed"),
        ]
        triggers = [*Record.Meta.triggers, JOINS_BEFORE_THE_PROTOCOL]

    def __str__(self) -> str:
        return f"{self.program_metric} guards {self.pilot}"
