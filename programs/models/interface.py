from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.counts import duration
from programs.models.base import Record, both_or_neither, with_history
from programs.models.effective import check_ends, ends_after_it_begins, never_at_once
from programs.models.visibility import InInstallation, InProgram, ThroughFlow

if TYPE_CHECKING:
    from programs.models.program import Program


class InterfaceQuerySet(InInstallation["Interface"]):
    def used_by(self, program: Program) -> InterfaceQuerySet:
        """Interfaces that a flow of the program uses."""
        uses = FlowInterface.objects.filter(flow__program=program)
        return self.filter(pk__in=uses.values("interface_id"))


@with_history
class Interface(Record):
    """Where one function hands over to another; the direction matters. Kept once for all programs.

    redesign     how the hand-off works from now on, as ``redesign_by`` wrote it
    redesign_accepted_on  since when another person stands for that text; another text is not accepted yet
    """

    from_function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="interfaces_from")
    to_function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="interfaces_to")
    hands_over = models.CharField(max_length=250, blank=True, default="", help_text="What passes, such as the plan.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="interfaces"
    )
    redesign = models.TextField(blank=True, default="", help_text="How the hand-off works from now on.")
    redesign_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    redesign_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    redesign_accepted_on = models.DateField(null=True, blank=True, editable=False)

    objects = InterfaceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["from_function__name", "to_function__name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["from_function", "to_function"], name="interface_is_one_for_a_pair"),
            models.CheckConstraint(
                condition=~models.Q(from_function=models.F("to_function")), name="interface_joins_two_functions"
            ),
            models.CheckConstraint(
                condition=both_or_neither("redesign_accepted_by", "redesign_accepted_on"),
                name="interface_redesign_acceptance_names_person_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(redesign_accepted_on__isnull=True) | ~models.Q(redesign=""),
                name="interface_redesign_is_written_before_it_is_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(redesign="", redesign_by__isnull=True)
                | (~models.Q(redesign="") & models.Q(redesign_by__isnull=False)),
                name="interface_redesign_names_who_wrote_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(redesign_accepted_by=models.F("redesign_by")),
                name="interface_redesign_is_accepted_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_function} to {self.to_function}"

    def get_absolute_url(self) -> str:
        return reverse("programs:interface-detail", args=[self.uid])


@with_history
class FlowInterface(Record):
    """The use of an interface in a flow."""

    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, related_name="flow_interfaces")
    interface = models.ForeignKey(Interface, models.PROTECT, related_name="flow_interfaces")

    objects = ThroughFlow.as_manager()

    class Meta(Record.Meta):
        ordering = ["flow", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["flow", "interface"], name="flow_uses_an_interface_once"),
        ]

    def __str__(self) -> str:
        return f"{self.interface} in {self.flow}"


@with_history
class HandoffCount(Record):
    """How often an interface was used in a span of days, as one source counted it; both days belong to it.

    straight_back     of these hand-offs, how many were returned at once; NULL where the source does not show it
    median_wait_days, p90_wait_days  how long half of them and nine of ten waited at most; NULL likewise
    """

    interface = models.ForeignKey(Interface, models.PROTECT, related_name="handoff_counts")
    starts_on = models.DateField()
    ends_on = models.DateField()
    handoffs = models.PositiveIntegerField()
    straight_back = models.PositiveIntegerField(null=True, blank=True, editable=False)
    median_wait_days = models.FloatField(null=True, blank=True, editable=False)
    p90_wait_days = models.FloatField(null=True, blank=True, editable=False)
    source = models.CharField(max_length=150, help_text="Where the count comes from, such as the order system.")

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["interface", "starts_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("handoff_count_ends_after_it_begins", begins="starts_on", ends="ends_on"),
            never_at_once(
                "handoffs_are_counted_once_by_a_source", "interface", "source", begins="starts_on", ends="ends_on"
            ),
            models.CheckConstraint(
                condition=models.Q(straight_back__isnull=True) | models.Q(straight_back__lte=models.F("handoffs")),
                name="handoffs_straight_back_are_some_of_them",
            ),
            models.CheckConstraint(
                condition=(models.Q(median_wait_days__isnull=True) | models.Q(median_wait_days__gte=0))
                & (models.Q(p90_wait_days__isnull=True) | models.Q(p90_wait_days__gte=models.F("median_wait_days"))),
                name="handoff_waits_are_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handoffs} from {self.starts_on:%-d %B %Y}"

    @property
    def waited(self) -> str:
        """How long the hand-offs waited, in words; blank where the source does not show it."""
        if self.median_wait_days is None:
            return ""
        ninety = "" if self.p90_wait_days is None else f", nine of ten {duration(self.p90_wait_days)}"
        return f"half waited at most {duration(self.median_wait_days)}{ninety}"

    def clean(self) -> None:
        check_ends(self.starts_on, self.ends_on, field="ends_on")


class IncidentQuerySet(InProgram["CoordinationIncident"]):
    def kept(self) -> IncidentQuerySet:
        """Incidents that were not withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


@with_history
class CoordinationIncident(Record):
    """Something that went wrong between two functions. Said in three answers; what it cost may come later.

    band    what it cost at a glance, in the reporting currency
    amount  what it cost, once somebody found out, in ``currency``; ``hours`` lost likewise
    """

    class FailureMode(models.TextChoices):
        DECISION_LAG = "decision_lag", "Decision came late"
        INFORMATION_HANDOFF = "information_handoff", "Information was wrong or missing"
        CONFLICTING_INCENTIVE = "conflicting_incentive", "Targets pulled apart"

    class Consequence(models.TextChoices):
        INVENTORY = "inventory", "Too much inventory"
        STOCK_OUT = "stock_out", "Stock-out"
        EXPEDITING = "expediting", "Expediting"
        DISRUPTION = "disruption", "Production or supplier disrupted"
        SERVICE_FAILURE = "service_failure", "Customer not served"

    class Band(models.TextChoices):
        SMALL = "small", "Under 1,000"
        MEDIUM = "medium", "1,000 to 10,000"
        LARGE = "large", "10,000 to 100,000"
        VERY_LARGE = "very_large", "Over 100,000"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="incidents")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="incidents")
    interface = models.ForeignKey(Interface, models.PROTECT, related_name="incidents")
    happened_on = models.DateField()
    consequence = models.CharField(max_length=16, choices=Consequence)
    band = models.CharField(max_length=10, choices=Band, blank=True, default="")
    failure_mode = models.CharField(max_length=21, choices=FailureMode, blank=True, default="")
    party = models.CharField(
        max_length=150, blank=True, default="", help_text="The supplier or customer it hit, when known."
    )
    description = models.TextField(blank=True, default="")
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="", help_text="ISO 4217, such as EUR.")
    hours = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = IncidentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-happened_on", "-id"]
        indexes = [models.Index(fields=["program", "interface", "happened_on"], name="incident_by_interface")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, currency="")
                | models.Q(amount__isnull=False, amount__gte=0, currency__regex=r"^[A-Z]{3}$"),
                name="incident_amount_is_in_a_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=0), name="incident_hours_are_not_negative"
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_on", "withdrawn_by"),
                name="incident_withdrawal_names_person_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_consequence_display()} {self.happened_on:%-d %B %Y}"
