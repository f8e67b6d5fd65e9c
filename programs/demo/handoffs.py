"""Hand-offs between functions: used by flows, owned, redesigned, counted, and what went wrong there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programs.actions import flow_interfaces, handoff_counts, incidents, interfaces
from programs.demo.chance import between, one_of
from programs.demo.record_story import HandoffStory, RecordStory, TroubleStory
from programs.demo.telling import Telling
from programs.models import CoordinationIncident, Interface

Band = CoordinationIncident.Band
BANDS = ((1_000, Band.SMALL), (10_000, Band.MEDIUM), (100_000, Band.LARGE))


@dataclass(frozen=True)
class Trouble:
    """The incident of this number among those of one hand-off."""

    told: TroubleStory
    number: int
    day: int

    @property
    def name(self) -> str:
        return f"{self.told.source} {self.told.target} {self.told.first} {self.number}"

    @property
    def amount(self) -> Decimal:
        """What it cost: many small ones and few large ones around the typical cost."""
        share = Decimal(between(f"cost {self.name}", 20, 220) * between(f"more {self.name}", 20, 160)) / 10_000
        return (self.told.typical * share).quantize(Decimal(10))

    @property
    def band(self) -> str:
        return next((band for limit, band in BANDS if self.amount < limit), Band.VERY_LARGE)

    @property
    def is_costed(self) -> bool:
        return between(f"known {self.name}", 1, 100) <= self.told.costed


def tell_handoffs(telling: Telling) -> None:
    record: RecordStory = telling.story.record
    if record.handoffs_on is not None:
        telling.at(record.handoffs_on, use, telling.story)
    for handoff in record.handoffs:
        tell_handoff(telling, handoff)
    for told in record.troubles:
        for number in range(told.count):
            tell_trouble(telling, Trouble(told, number, day_of(telling, told, number)))


def tell_handoff(telling: Telling, handoff: HandoffStory) -> None:
    telling.at(handoff.on, own, handoff)
    if handoff.redesigned is not None:
        telling.at(handoff.redesigned, redesign, handoff)
    if handoff.accepted is not None:
        telling.at(handoff.accepted, accept, handoff)
    for first, last, number in handoff.counts:
        telling.at(last, count, (handoff, first, number))


def day_of(telling: Telling, told: TroubleStory, number: int) -> int:
    """The day of an incident, evenly spread or thinning out."""
    jitter = between(f"day {telling.story.code} {told.source} {told.target} {number}", 0, 99)
    place = (number + jitter / 100) / told.count
    return told.first + round((told.last - told.first) * (place**1.8 if told.fading else place))


def tell_trouble(telling: Telling, trouble: Trouble) -> None:
    """A quarter of the costs is found out some days later; what was no incident is taken back."""
    told = trouble.told
    later = trouble.day + between(f"later {trouble.name}", 3, 12)
    finds_out = trouble.is_costed and between(f"found {trouble.name}", 1, 4) == 1 and later <= telling.story.today
    withdrawn = trouble.number < told.withdrawn and later <= telling.story.today
    telling.at(trouble.day, report, (trouble, trouble.is_costed and not finds_out))
    if withdrawn:
        telling.at(later, withdraw, trouble)
    elif finds_out:
        telling.at(later, state_cost, trouble)


def use(telling: Telling, _story: object, _on: date) -> None:
    """Every hand-off between the stages of the flows, in the record, owned by whoever leads the function before it."""
    for flow in telling.flows:
        for used in flow_interfaces.use_stages(flow, by=telling.pmo):
            if used.interface.owner is None:
                lead = telling.lead(used.interface.from_function.name)
                interfaces.change(used.interface, by=telling.pmo, owner=lead)


def interface(telling: Telling, told: HandoffStory | TroubleStory) -> Interface:
    functions = telling.stage.functions
    return Interface.objects.get(from_function=functions[told.source], to_function=functions[told.target])


def own(telling: Telling, told: HandoffStory, _on: date) -> None:
    """Who owns the hand-off, and what passes."""
    owner = telling.stage.people[told.owner or telling.story.leader(told.source)]
    interfaces.change(interface(telling, told), by=telling.pmo, owner=owner, hands_over=told.passes)


def redesign(telling: Telling, told: HandoffStory, _on: date) -> None:
    """Written by whoever owns the hand-off."""
    place = interface(telling, told)
    interfaces.change(place, by=place.owner or telling.pmo, redesign=told.redesign)


def accept(telling: Telling, told: HandoffStory, on: date) -> None:
    interfaces.accept_redesign(interface(telling, told), by=telling.chair, on=on)


def count(telling: Telling, told: tuple[HandoffStory, int, int], on: date) -> None:
    handoff, first, number = told
    starts_on = telling.days.start + timedelta(days=first)
    place = interface(telling, handoff)
    source = f"Order system, {telling.story.name.partition(':')[0].lower()}"
    handoff_counts.count(place, by=telling.pmo, starts_on=starts_on, ends_on=on, handoffs=number, source=source)


def report(telling: Telling, told: tuple[Trouble, bool], on: date) -> None:
    """By whoever leads the function that it hit."""
    trouble, knows_cost = told
    story, key = trouble.told, (trouble.told, trouble.number)
    telling.happened_to("incidents", (story.source, story.target), on)
    telling.incidents[key] = incidents.report(
        telling.program,
        by=telling.lead(story.target),
        interface=interface(telling, story),
        flow=telling.flows[story.flow - 1],
        happened_on=on,
        consequence=one_of(f"consequence {trouble.name}", story.consequences),
        failure_mode=one_of(f"mode {trouble.name}", story.modes),
        party=one_of(f"party {trouble.name}", story.parties),
        description=one_of(f"words {trouble.name}", story.words),
        band=trouble.band,
        amount=trouble.amount if knows_cost else None,
        currency=telling.story.currency if knows_cost else "",
    )


def state_cost(telling: Telling, trouble: Trouble, _on: date) -> None:
    incident = telling.incidents[trouble.told, trouble.number]
    lead = telling.lead(trouble.told.target)
    hours = Decimal(between(f"hours {trouble.name}", 2, 40))
    incidents.state_cost(incident, by=lead, amount=trouble.amount, currency=telling.story.currency, hours=hours)


def withdraw(telling: Telling, trouble: Trouble, on: date) -> None:
    incidents.withdraw(telling.incidents[trouble.told, trouble.number], by=telling.pmo, on=on)
