"""What the page of one gate shows, gathered with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from programs.acceptance import met_since
from programs.counts import is_or_are, opened, share_of
from programs.models import Approval, CriterionEvidence, Gate, GateCriterion, GateReview, User
from programs.rules import represented_by
from programs.views.governance_page import ApprovalLine, approval_line
from programs.views.milestone_rows import EvidenceLine, evidence_line
from programs.views.rights import Rights, rights_in


@dataclass(frozen=True, slots=True, kw_only=True)
class UseLine:
    """A piece of evidence for a criterion, with the buttons the person gets.

    is_cited      it was there already, and is cited for the criterion
    waits         it is accepted, but nobody has accepted yet that it speaks for the criterion
    may_accept    the person may accept the evidence, or that it is cited here
    may_withdraw  the person may take back that it is cited here
    version       of what is accepted: the evidence, or its citation
    """

    use: CriterionEvidence
    line: EvidenceLine
    is_cited: bool
    waits: bool
    may_accept: bool
    may_withdraw: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """A criterion, since when it is met (None while it is not), and its evidence."""

    criterion: GateCriterion
    met_on: date | None
    uses: Sequence[UseLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePage:
    """A gate as one person sees it.

    state  how its latest review left it: open, passed or stopped
    """

    criteria: Sequence[CriterionLine]
    removed: Sequence[GateCriterion]
    met: int
    reviews: Sequence[GateReview]
    state: str
    approvals: Sequence[ApprovalLine]
    answered: Sequence[Approval]

    @property
    def met_words(self) -> str:
        """``2 of 3 criteria are met``, without a stop."""
        if len(self.criteria) == 1:
            return "Its only criterion is met" if self.met else "Its only criterion is not met"
        share = share_of(self.met, len(self.criteria), "criterion", many="criteria")
        return f"{opened(share)} {is_or_are(self.met)} met"


def gate_page(gate: Gate, user: User, *, today: date) -> GatePage:
    """The page of a gate on a day."""
    rights = rights_in(user, gate.program)
    all_criteria = list(gate.criterion_list.prefetch_related(Prefetch("evidence_uses", evidence_uses())))
    lines = [criterion_line(each, gate, rights, today=today) for each in all_criteria if each.removed_on is None]
    reviews = list(gate.reviews.select_related("decided_by", "meeting__committee").order_by("-decided_on", "-id"))
    approvals = list(
        gate.approvals.select_related(
            "gate", "baseline", "waiver", "approver", "requested_by", "answered_by", "withdrawn_by"
        )
    )
    represented = represented_by(user, gate.program_id)
    return GatePage(
        criteria=lines,
        removed=[each for each in all_criteria if each.removed_on is not None],
        met=sum(each.met_on is not None for each in lines),
        reviews=reviews,
        state=reviews[0].outcome if reviews else GateReview.Outcome.OPEN,
        approvals=[
            approval_line(each, rights, represented=represented, today=today) for each in approvals if each.is_waiting
        ],
        answered=[each for each in approvals if not each.is_waiting],
    )


def evidence_uses() -> QuerySet[CriterionEvidence]:
    """Evidence of criteria with people and files, oldest first."""
    uses = CriterionEvidence.objects.select_related(
        "evidence__given_by", "evidence__accepted_by", "cited_by", "accepted_by"
    )
    return uses.prefetch_related("evidence__attachments").order_by("id")


def criterion_line(criterion: GateCriterion, gate: Gate, rights: Rights, *, today: date) -> CriterionLine:
    """The criterion with its evidence."""
    uses = [use_line(use, gate, rights) for use in criterion.evidence_uses.all()]
    return CriterionLine(criterion=criterion, met_on=met_since(criterion, today), uses=uses)


def use_line(use: CriterionEvidence, gate: Gate, rights: Rights) -> UseLine:
    """The evidence for a criterion; a citation is accepted by another person than cited or gave it or owns the gate."""
    given = use.evidence
    line = evidence_line(given, gate.item, rights)
    is_cited = given.accepted_on is not None and (
        use.accepted_on != given.accepted_on or use.cited_by != given.given_by
    )
    waits = use.accepted_on is None and given.accepted_on is not None and given.revoked_on is None
    may_accept = waits and rights.may_accept(given, gate.item) and rights.user.pk != use.cited_by_id
    return UseLine(
        use=use,
        line=line,
        is_cited=is_cited,
        waits=waits,
        may_accept=may_accept or line.may_accept,
        may_withdraw=is_cited
        and not rights.is_over
        and (rights.decide or (waits and use.cited_by_id == rights.user.pk)),
        version=use.version if waits else given.version,
    )
