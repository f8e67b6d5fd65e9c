"""What the page of governance shows, gathered with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from programs.acceptance import met_since
from programs.actions.approvals import makers
from programs.models import (
    ActionItem,
    Approval,
    CommitteeDecision,
    CriterionEvidence,
    GateCriterion,
    Membership,
    Program,
    RaidItem,
    User,
    Waiver,
)
from programs.models.raid import Rating
from programs.rules import represented_by
from programs.views.rights import Rights

PLURALS = {"risk": "Risks", "assumption": "Assumptions", "issue": "Issues", "dependency": "Dependencies"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the person wants to see of the log and the actions; an empty text is no limit."""

    kind: str = ""
    owner: str = ""
    show: str = "open"

    def limit(self, items: QuerySet[Any], *, ended: str) -> QuerySet[Any]:
        """Rows of the chosen owner and state; ``ended`` is the column with the day on which a row was closed."""
        if self.owner:
            items = items.filter(owner__uid=self.owner)
        if self.show in ("open", "closed"):
            items = items.filter(**{f"{ended}__isnull": self.show == "open"})
        return items


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLine:
    """A request without an answer."""

    approval: Approval
    waiting_days: int
    is_late: bool
    may_answer: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question to the committee that waits for its answer."""

    asked: CommitteeDecision
    waiting_days: int
    is_late: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """A waiver with the days that it still holds, today included; 0 when it has ended."""

    waiver: Waiver
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item of the log or an action, with what the person may do with it.

    probability, impact  in words; blank while nobody rated it
    """

    item: Any
    is_late: bool
    may_carry: bool
    probability: str = ""
    impact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogGroup:
    """Items of one kind."""

    kind: str
    title: str
    lines: Sequence[ItemLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """How many criteria of a gate are met."""

    gate: Any
    met: int
    total: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernancePage:
    """Everything on the page, in the order in which it is shown."""

    questions: Sequence[QuestionLine]
    approvals: Sequence[ApprovalLine]
    waivers: Sequence[WaiverLine]
    ended_waivers: Sequence[WaiverLine]
    gates: Sequence[GateLine]
    log: Sequence[LogGroup]
    actions: Sequence[ItemLine]
    decided: Sequence[ItemLine]
    answered: Sequence[Approval]
    owners: Sequence[User] = field(default=())


def governance_page(program: Program, rights: Rights, choice: Choice, *, today: date) -> GovernancePage:
    """The page as one person sees it on a day."""
    decisions = list(program.committee_decisions.select_related("owner", "asked_by", "committee", "decided_by"))
    approvals = approvals_of(program)
    waivers = [waiver_line(each, today) for each in program.waivers.select_related("gate", "granted_by", "revoked_by")]
    represented = represented_by(rights.user, program.pk)
    return GovernancePage(
        questions=questions(decisions, rights, today),
        approvals=[
            approval_line(each, rights, represented=represented, today=today) for each in approvals if each.is_waiting
        ],
        answered=[each for each in approvals if not each.is_waiting],
        waivers=[each for each in sorted(waivers, key=waiver_ends) if each.days_left],
        ended_waivers=[each for each in waivers if not each.days_left],
        gates=gate_lines(program, today),
        log=log_groups(program, rights, choice, today=today),
        actions=action_lines(program, rights, choice, today=today),
        decided=[item_line(each, rights, today=today) for each in by_day_decided(decisions)],
        owners=owners_of_items(program),
    )


def approvals_of(program: Program) -> list[Approval]:
    """Approvals of the program, the ones that are asked longest first."""
    subjects = ("gate", "baseline", "waiver__gate", "approver", "requested_by", "answered_by", "withdrawn_by")
    return list(program.approvals.select_related(*subjects).order_by("requested_on", "id"))


def questions(decisions: Iterable[CommitteeDecision], rights: Rights, today: date) -> list[QuestionLine]:
    """Questions without a final answer; the ones needed first come first, then those without a day, oldest first."""
    waiting = [each for each in decisions if each.is_waiting]
    waiting.sort(key=lambda each: (each.needed_by or date.max, each.asked_on, each.pk))
    return [
        QuestionLine(
            asked=each,
            waiting_days=(today - each.asked_on).days,
            is_late=each.needed_by is not None and each.needed_by < today,
            may_change=may_carry(each, rights),
        )
        for each in waiting
    ]


def by_day_decided(decisions: Iterable[CommitteeDecision]) -> list[CommitteeDecision]:
    """Decisions with a final answer, newest first."""
    final = [each for each in decisions if not each.is_waiting]
    return sorted(final, key=lambda each: (each.decided_on or date.min, each.pk), reverse=True)


def approval_line(approval: Approval, rights: Rights, *, represented: set[int], today: date) -> ApprovalLine:
    """An open request with whether the person may answer it."""
    asked = approval.approver_id == rights.user.pk or approval.approver_id in represented
    own = approval.requested_by_id == rights.user.pk
    return ApprovalLine(
        approval=approval,
        waiting_days=(today - approval.requested_on).days,
        is_late=approval.due_on is not None and approval.due_on < today,
        may_answer=rights.user.pk not in (approval.requested_by_id, *deciders(approval))
        and (rights.user.is_superuser or asked),
        may_withdraw=rights.plan or (own and bool(rights.roles - {Membership.Role.VIEWER})),
    )


def deciders(approval: Approval) -> set[int | None]:
    """Keys of who decided what is to be approved, and so may not answer; from rows at hand."""
    return makers(approval.baseline, waiver=approval.waiver)


def waiver_line(waiver: Waiver, today: date) -> WaiverLine:
    """A waiver with its days left."""
    return WaiverLine(waiver=waiver, days_left=(waiver.expires_on - today).days + 1 if waiver.holds_on(today) else 0)


def waiver_ends(line: WaiverLine) -> tuple[int, int]:
    """The order of waivers in force: what ends first comes first."""
    return line.days_left, line.waiver.pk


def may_carry(row: Any, rights: Rights) -> bool:
    """May change or close the row: leads the program, or owns it and does more than look."""
    owns = row.owner_id == rights.user.pk and bool(rights.roles - {Membership.Role.VIEWER})
    return rights.plan or owns


def item_line(item: Any, rights: Rights, *, today: date) -> ItemLine:
    """The row with what the person may do; late when it is open and was due before today."""
    due, done = getattr(item, "due_on", None), getattr(item, "closed_on", None) or getattr(item, "done_on", None)
    return ItemLine(
        item=item,
        is_late=due is not None and done is None and due < today,
        may_carry=may_carry(item, rights),
        probability=in_words(getattr(item, "probability", None)),
        impact=in_words(getattr(item, "impact", None)),
    )


def in_words(rating: int | None) -> str:
    """The rating as people say it; blank for none."""
    return Rating(rating).label.lower() if rating is not None else ""


def log_groups(program: Program, rights: Rights, choice: Choice, *, today: date) -> list[LogGroup]:
    """Items by kind; in each the open ones first, those that weigh most first, unrated ones last."""
    items = list(choice.limit(program.raid_items.select_related("owner", "milestone"), ended="closed_on"))
    items.sort(key=lambda each: (each.closed_on is not None, -weight(each), each.due_on or date.max, each.pk))
    return [
        LogGroup(
            kind=kind,
            title=PLURALS[kind],
            lines=[item_line(each, rights, today=today) for each in items if each.kind == kind],
        )
        for kind in RaidItem.Kind.values
        if choice.kind in ("", kind)
    ]


def weight(item: RaidItem) -> int:
    """The order of rated items only, never a number that is shown: words are no measurements."""
    return (item.probability or 0) * (item.impact or 0)


def action_lines(program: Program, rights: Rights, choice: Choice, *, today: date) -> list[ItemLine]:
    """Actions by the day on which they are due, the open ones first."""
    rows: QuerySet[ActionItem] = program.action_items.select_related("owner", "decision", "raid_item", "meeting")
    items = sorted(
        choice.limit(rows, ended="done_on"), key=lambda each: (each.done_on is not None, each.due_on, each.pk)
    )
    return [item_line(each, rights, today=today) for each in items]


def owners_of_items(program: Program) -> list[User]:
    """Everybody who owns an item of the log or an action of the program, by name."""
    items, actions = Q(raid_items__program=program), Q(action_items__program=program)
    return list(User.objects.filter(items | actions).distinct().order_by("name", "id"))


def gate_lines(program: Program, today: date) -> list[GateLine]:
    """Gates of the program with how many of their criteria are met."""
    uses = CriterionEvidence.objects.select_related("evidence").order_by("id")
    criteria = GateCriterion.objects.kept().prefetch_related(Prefetch("evidence_uses", uses))
    gates = program.gates.with_state(today).prefetch_related(Prefetch("criterion_list", criteria)).order_by("id")
    return [gate_line(each, today) for each in gates]


def gate_line(gate: Any, today: date) -> GateLine:
    """The gate with how many of its criteria are met, and how many pieces of evidence wait to be accepted."""
    criteria = list(gate.criterion_list.all())
    return GateLine(
        gate=gate,
        met=sum(met_since(each, today) is not None for each in criteria),
        total=len(criteria),
        waiting=sum(waits(use) for each in criteria for use in each.evidence_uses.all()),
    )


def waits(use: CriterionEvidence) -> bool:
    """True while somebody has to accept the evidence, or that it speaks for the criterion."""
    return use.accepted_on is None and use.evidence.revoked_on is None
