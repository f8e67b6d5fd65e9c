from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.effective import ends_after_it_begins
from programs.models.evidence import EvidenceLevel
from programs.models.visibility import InProgram, ThroughCriterion, ThroughGate

SUBJECTS = ("gate", "baseline", "waiver")


def exactly_one(*columns: str) -> models.Q:
    """Condition that is true when one of the columns is given and the others are not."""
    condition = models.Q()
    for column in columns:
        condition |= models.Q(**{f"{each}__isnull": each != column for each in columns})
    return condition


class CriterionQuerySet(ThroughGate["GateCriterion"]):
    def kept(self) -> CriterionQuerySet:
        """Criteria that were not taken off their gate."""
        return self.filter(removed_on__isnull=True)


@with_history
class GateCriterion(Record):
    """One thing that must be true for a gate to be passed; met when evidence of its level was accepted for it."""

    gate = models.ForeignKey("programs.Gate", models.PROTECT, related_name="criterion_list")
    position = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=300)
    minimum_evidence_level = models.PositiveSmallIntegerField(choices=EvidenceLevel, default=EvidenceLevel.DOCUMENT)
    added_on = models.DateField(editable=False, help_text="The first day on which it counts.")
    removed_on = models.DateField(null=True, blank=True, editable=False)

    objects = CriterionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["gate", "position", "id"]
        verbose_name_plural = "gate criteria"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["gate", "statement"],
                condition=models.Q(removed_on__isnull=True),
                name="gate_states_a_criterion_once",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_evidence_level__gte=1, minimum_evidence_level__lte=4),
                name="criterion_needs_more_than_an_assertion",
            ),
            ends_after_it_begins("criterion_is_removed_after_it_was_added", begins="added_on", ends="removed_on"),
        ]

    def __str__(self) -> str:
        return self.statement


@with_history
class CriterionEvidence(Record):
    """The evidence speaks for the criterion, from the day on which somebody else accepted that it does.

    Evidence given for the criterion is accepted with it; what was there already is cited, and accepted once more.
    """

    criterion = models.ForeignKey(GateCriterion, models.PROTECT, related_name="evidence_uses")
    evidence = models.ForeignKey("programs.Evidence", models.PROTECT, related_name="criterion_uses")
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    cited_on = models.DateField(editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    accepted_on = models.DateField(null=True, blank=True, editable=False)

    objects = ThroughCriterion.as_manager()

    class Meta(Record.Meta):
        ordering = ["criterion", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["criterion", "evidence"], name="evidence_speaks_for_a_criterion_once"),
            models.CheckConstraint(
                condition=both_or_neither("accepted_by", "accepted_on"), name="citation_acceptance_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True) | ~models.Q(accepted_by=models.F("cited_by")),
                name="citation_is_accepted_by_another_person",
            ),
            ends_after_it_begins("citation_is_accepted_after_it_was_made", begins="cited_on", ends="accepted_on"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.criterion}"

    def is_citation(self) -> bool:
        """Whether the evidence was there already, for a milestone or for another criterion."""
        earlier = CriterionEvidence.objects.filter(evidence=self.evidence_id, pk__lt=self.pk)
        return earlier.exists() or self.evidence.uses.exists()


@with_history
class Waiver(Record):
    """Leave to pass over a rule of the sequence until a day, granted on record; revoked or expired it ends."""

    class Rule(models.TextChoices):
        GATE = "gate", "Go on before this gate is passed"
        SECOND_FLOW = "second_flow", "Start a second flow before the first shows results"
        SYSTEM_GO_LIVE = "system_go_live", "Let a system go live before authority has moved"
        FOCUSING_STEP = "focusing_step", "Skip a focusing step"
        CHANGE_LOAD = "change_load", "Ask more of a function than the limit"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=14, choices=Rule)
    gate = models.ForeignKey("programs.Gate", models.PROTECT, null=True, blank=True, related_name="waivers")
    reason = models.TextField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_on = models.DateField()
    expires_on = models.DateField(help_text="The last day on which it holds.")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    revoked_on = models.DateField(null=True, blank=True, editable=False)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-granted_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(rule="gate", gate__isnull=False)
                | (~models.Q(rule="gate") & models.Q(gate__isnull=True)),
                name="waiver_of_a_gate_names_the_gate",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("granted_on")), name="waiver_expires_after_it_was_granted"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason"),
            models.CheckConstraint(
                condition=both_or_neither("revoked_by", "revoked_on"), name="waiver_revocation_names_person_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}, until {self.expires_on:%-d %B %Y}"

    def holds_on(self, day: date) -> bool:
        """True from the day it was granted to its last day, and until before the day it was revoked."""
        return self.granted_on <= day <= self.expires_on and (self.revoked_on is None or day < self.revoked_on)


class ApprovalQuerySet(InProgram["Approval"]):
    def waiting(self) -> ApprovalQuerySet:
        """Requests that were neither answered nor withdrawn."""
        return self.filter(answer="", withdrawn_on__isnull=True)


@with_history
class Approval(Record):
    """A request to somebody to approve one thing, and their answer: by another person than asked.

    Who asked may withdraw it before it is answered, and so may a PMO lead.
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="approvals")
    gate = models.ForeignKey("programs.Gate", models.PROTECT, null=True, blank=True, related_name="approvals")
    baseline = models.ForeignKey("programs.Baseline", models.PROTECT, null=True, blank=True, related_name="approvals")
    waiver = models.ForeignKey(Waiver, models.PROTECT, null=True, blank=True, related_name="approvals")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="approvals")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="", editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True, editable=False)
    note = models.TextField(blank=True, default="")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, default="", editable=False)

    objects = ApprovalQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-requested_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=exactly_one(*SUBJECTS), name="approval_is_of_one_thing"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by__isnull=True, answered_on__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_by__isnull=False, answered_on__isnull=False)),
                name="approval_answer_names_person_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("requested_by")),
                name="approval_is_answered_by_another_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="rejected") | ~models.Q(note=""), name="rejection_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True, withdrawal_reason="")
                | (models.Q(withdrawn_by__isnull=False, withdrawn_on__isnull=False) & ~models.Q(withdrawal_reason="")),
                name="approval_withdrawal_names_person_day_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True) | models.Q(answer=""),
                name="approval_is_answered_or_withdrawn",
            ),
            ends_after_it_begins(
                "approval_is_withdrawn_after_it_was_asked_for", begins="requested_on", ends="withdrawn_on"
            ),
        ]

    def __str__(self) -> str:
        return f"Approval of {self.gate or self.baseline or self.waiver}"

    @property
    def is_waiting(self) -> bool:
        """Whether it was neither answered nor withdrawn."""
        return not self.answer and self.withdrawn_on is None
