"""The interfaces of one program with what happened there, as the rows of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Prefetch, Q, Sum
from django.http import Http404

from programs.actions.flow_interfaces import unused_pairs
from programs.models import (
    BusinessFunction,
    CoordinationIncident,
    FlowInterface,
    FlowStage,
    HandoffCount,
    Interface,
    Membership,
    ProcessFlow,
    Program,
)
from programs.views.key_pages import key_page, row_named
from programs.views.rights import Rights

RECENT_DAYS = 90
PAGE = 10


@dataclass(slots=True, kw_only=True)
class Tally:
    """What kept incidents at one interface add up to; money by currency, because currencies never add up.

    recent    incidents of the last RECENT_DAYS days, today among them
    without_cost  incidents for which neither money nor hours are stated yet
    """

    recent: int = 0
    all: int = 0
    without_cost: int = 0
    money: dict[str, Decimal] = field(default_factory=dict)
    hours: Decimal | None = None

    def add(self, part: dict[str, object]) -> None:
        """Takes in the incidents of one currency, or those without one."""
        numbers = {name: part[name] for name in ("recent", "all", "without_cost")}
        for name, number in numbers.items():
            setattr(self, name, getattr(self, name) + number)
        amount, hours = part["stated"], part["lost"]
        if isinstance(amount, Decimal):
            self.money[str(part["currency"])] = amount
        if isinstance(hours, Decimal):
            self.hours = (self.hours or Decimal(0)) + hours


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceLine:
    """An interface that the program uses, with the flows that use it, its tally and its latest count of hand-offs.

    counted  hand-offs of all programs together, as an interface is counted
    """

    interface: Interface
    flows: list[ProcessFlow]
    tally: Tally
    counted: HandoffCount | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLine:
    """An incident, and whether the person may correct or withdraw it, or say what it cost."""

    incident: CoordinationIncident
    may_correct: bool
    may_cost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """A flow with the interfaces it uses, and the hand-offs between its stages that it does not use yet."""

    flow: ProcessFlow
    uses: list[FlowInterface]
    missing: list[tuple[BusinessFunction, BusinessFunction]]

    @property
    def is_mapped(self) -> bool:
        """Whether it uses a hand-off and every one between its stages."""
        return bool(self.uses) and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """Incidents, newest first, and the uid of the last one when there are older ones.

    only  the interface that all of them happened at; None for incidents of all interfaces
    """

    lines: list[IncidentLine]
    older: UUID | None
    is_first: bool
    only: Interface | None = None


def interface_lines(
    program: Program, interfaces: Iterable[Interface], *, flows: Iterable[FlowLine], today: date
) -> list[InterfaceLine]:
    """The interfaces in their order; two queries, whatever their number."""
    listed = list(interfaces)
    tallies = tallies_of(program, today=today)
    counted = latest_counts(listed)
    using: defaultdict[int, list[ProcessFlow]] = defaultdict(list)
    for line in flows:
        for use in line.uses:
            using[use.interface_id].append(line.flow)
    return [
        InterfaceLine(interface=each, flows=using[each.pk], tally=tallies[each.pk], counted=counted.get(each.pk))
        for each in listed
    ]


def tallies_of(program: Program, *, today: date) -> defaultdict[int, Tally]:
    """Tallies of the program's incidents by the key of their interface."""
    recent = Q(happened_on__gt=today - timedelta(days=RECENT_DAYS), happened_on__lte=today)
    parts = (
        CoordinationIncident.objects.kept()
        .filter(program=program)
        .order_by("interface_id", "currency")
        .values("interface_id", "currency")
        .annotate(
            recent=Count("id", filter=recent),
            all=Count("id"),
            without_cost=Count("id", filter=Q(amount__isnull=True, hours__isnull=True)),
            stated=Sum("amount"),
            lost=Sum("hours"),
        )
    )
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    for part in parts:
        tallies[part["interface_id"]].add(dict(part))
    return tallies


def latest_counts(interfaces: list[Interface]) -> dict[int, HandoffCount]:
    """The count that ends last of each interface, by its key; of two that end together the longer one."""
    counts = HandoffCount.objects.filter(interface__in=interfaces)
    latest = counts.order_by("interface_id", "-ends_on", "starts_on", "source", "id").distinct("interface_id")
    return {count.interface_id: count for count in latest}


def incident_page(program: Program, rights: Rights, *, before: str = "", only: Interface | None = None) -> IncidentPage:
    """A page of the program's incidents; ``before`` is the uid of the last one of the page above it."""
    incidents = CoordinationIncident.objects.filter(program=program).select_related(
        "interface__from_function", "interface__to_function", "flow", "reported_by", "withdrawn_by"
    )
    if only is not None:
        incidents = incidents.filter(interface=only)
    page = key_page(incidents, day="happened_on", behind=before, size=PAGE)
    return IncidentPage(
        lines=[incident_line(each, rights) for each in page.rows], older=page.further, is_first=page.is_first, only=only
    )


def interface_asked(rights: Rights, uid: str) -> Interface | None:
    """The interface of an address; None when it names none, 404 when there is none of that name."""
    if not uid:
        return None
    interfaces = Interface.objects.visible_to(rights.user).select_related("from_function", "to_function")
    found = row_named(interfaces, uid)
    if found is None:
        raise Http404
    return found


def incident_line(incident: CoordinationIncident, rights: Rights) -> IncidentLine:
    """The incident with the buttons the person gets."""
    kept = incident.withdrawn_on is None
    return IncidentLine(
        incident=incident,
        may_correct=kept and (rights.plan or (may_record(rights) and incident.reported_by_id == rights.user.pk)),
        may_cost=kept and may_record(rights),
    )


def may_record(rights: Rights) -> bool:
    """May report what happened in the week."""
    return rights.plan or Membership.Role.FUNCTION_LEAD in rights.roles


def flow_lines(program: Program) -> list[FlowLine]:
    """The flows in the order of expansion; three queries, whatever their number."""
    uses = FlowInterface.objects.select_related("interface__from_function", "interface__to_function")
    flows = program.flows.order_by("position", "id").prefetch_related(
        Prefetch("stages", FlowStage.objects.select_related("function")),
        Prefetch("flow_interfaces", uses.order_by("id")),
    )
    return [FlowLine(flow=flow, uses=list(flow.flow_interfaces.all()), missing=unused_pairs(flow)) for flow in flows]
