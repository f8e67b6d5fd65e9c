"""What the pages of pilots show: the steps with days and persons, both arms, who owes readings, the next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from programs.models import MetricAccountability, Pilot, Program, SharedMetric, User
from programs.pairing import Comparison, Period, Standing, comparisons, earliest_enough
from programs.views.rights import may

PILOT_EVENT: Any = Pilot.pgh_event_model  # type: ignore[attr-defined]
State = Pilot.State
# METHODS 6.1: more than this share of lost periods, or an arm that loses so many more, blocks the verdict.
LOST_SHARE = Decimal("0.2")
LOST_ON_ONE_SIDE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the pilot. ``on`` is None until it is done; ``note`` says what the day does not."""

    label: str
    on: date | None
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """The next step that the person may do."""

    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRows:
    """A metric in both arms, and who owes its readings: functions that answer for it today."""

    comparison: Comparison
    owing: tuple[str, ...]

    @property
    def metric(self) -> SharedMetric:
        return self.comparison.program_metric.metric

    @property
    def lines(self) -> list[tuple[Period, str, str]]:
        """Each period with the values of the old and the new arm in words, the newest first."""
        return [
            (each, value_words(each.old, self.metric), value_words(each.new, self.metric))
            for each in self.comparison.periods[::-1]
        ]

    @property
    def margin(self) -> str:
        """How much a guardrail may lose, in words."""
        guardrail = self.comparison.guardrail
        return effect_words(guardrail.margin, self.metric) if guardrail else ""

    @property
    def dropped_percent(self) -> int | None:
        share = self.comparison.dropped_share
        return None if share is None else round(share * 100)

    @property
    def lost_too_many(self) -> bool:
        share = self.comparison.dropped_share
        return share is not None and share > LOST_SHARE

    @property
    def lost_on_one_side(self) -> bool:
        return abs(self.comparison.missing_old - self.comparison.missing_new) >= LOST_ON_ONE_SIDE

    @property
    def not_final(self) -> int:
        return self.comparison.count(Standing.NOT_FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotPage:
    """A pilot as its pages show it.

    worthwhile  the smallest improvement worth having, in words; empty when any is
    earliest    first day on which the least number of pairs can be there
    successor   the pilot that replaced its protocol
    """

    pilot: Pilot
    steps: tuple[Step, ...]
    primary: MetricRows
    guardrails: tuple[MetricRows, ...]
    worthwhile: str
    earliest: date | None
    successor: Pilot | None

    @property
    def is_open(self) -> bool:
        return self.pilot.state == State.DRAFTED

    @property
    def is_running(self) -> bool:
        return self.pilot.state == State.RUNNING

    @property
    def may_be_replaced(self) -> bool:
        return self.successor is None and self.pilot.state in (State.LOCKED, State.RUNNING, State.DECIDED)

    @property
    def wrong_in_100(self) -> str:
        """How often of 100 times a good verdict may be wrong, at most."""
        return plain(self.pilot.alpha * 100)


def pages_of(pilots: Sequence[Pilot]) -> list[PilotPage]:
    """The pilots as pages show them today: five queries, whatever their number."""
    today = timezone.localdate()
    compared = comparisons(pilots, as_of=today)
    owing = owing_functions((each for rows in compared.values() for each in rows), today)
    successors = {each.follows_id: each for each in Pilot.objects.filter(follows__in=pilots)}
    authors = authors_of(pilots)
    pages = []
    for pilot in pilots:
        rows = [MetricRows(comparison=each, owing=owing[each.program_metric.pk]) for each in compared[pilot.pk]]
        page = PilotPage(
            pilot=pilot,
            steps=tuple(steps_of(pilot, authors[pilot.pk])),
            primary=rows[0],
            guardrails=tuple(rows[1:]),
            worthwhile=effect_words(pilot.worthwhile_effect, rows[0].metric) if pilot.worthwhile_effect else "",
            earliest=earliest_enough(pilot, rows[0].comparison) if pilot.state == State.RUNNING else None,
            successor=successors.get(pilot.pk),
        )
        pages.append(page)
    return pages


def owing_functions(compared: Iterable[Comparison], day: date) -> dict[int, tuple[str, ...]]:
    """Names of the functions that answer for each metric on the day, by the key of the program's metric."""
    keys = {each.program_metric.pk for each in compared}
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = MetricAccountability.objects.filter(program_metric__in=keys).valid_on(day).select_related("function")
    for row in rows.order_by("function__name", "id"):
        found[row.program_metric_id] += (row.function.name,)
    return found


def authors_of(pilots: Sequence[Pilot]) -> dict[int, dict[str, str]]:
    """Who did which action, from the history, by pilot and the action's name: two queries."""
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for event in PILOT_EVENT.objects.filter(pgh_obj__in=pilots).select_related("pgh_context").order_by("pgh_id"):
        signed = event.pgh_context.metadata if event.pgh_context else {}
        action = "pilots.draft" if event.pgh_label == "insert" else signed.get("action", "")
        if "user" in signed:
            found[event.pgh_obj_id][action] = signed["user"]
    keys = {user for signed in found.values() for user in signed.values()}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}
    return {pilot.pk: {act: names.get(user, "") for act, user in found[pilot.pk].items()} for pilot in pilots}


def steps_of(pilot: Pilot, authors: dict[str, str]) -> list[Step]:
    """The steps of the pilot in order; those after a decision against it are none of its own."""
    drafted = timezone.localdate(pilot.created_at)
    late = pilot.locked_on is not None and drafted > pilot.locked_on
    steps = [
        Step(label="Drafted", on=drafted, who=authors.get("pilots.draft", ""), note="entered later" if late else ""),
        Step(label="Protocol locked", on=pilot.locked_on, who=name_of(pilot.locked_by)),
        Step(label="Started", on=pilot.started_on, who=name_of(pilot.started_by)),
        Step(label="Decided", on=pilot.decided_on, who=name_of(pilot.decided_by), note=pilot.get_outcome_display()),
    ]
    if pilot.outcome in ("", Pilot.Outcome.CUT_OVER):
        steps += [
            Step(label="Cut over", on=pilot.cut_over_on, who=authors.get("pilots.cut_over", "")),
            Step(label="Old way retired", on=pilot.legacy_retired_on, who=authors.get("pilots.retire_legacy", "")),
        ]
    return steps


def next_step(page: PilotPage, rights: Collection[str]) -> Button | None:
    """The step that comes next, when there is one and the rights allow it."""
    if page.successor is not None and page.pilot.state == State.LOCKED:
        return None
    steps = {
        State.DRAFTED: ("plan_program", "Lock the protocol", "pilot-lock"),
        State.LOCKED: ("plan_program", "Start the pilot", "pilot-start"),
        State.RUNNING: ("decide", "Decide the pilot", "pilot-decide"),
        State.CUT_OVER: ("plan_program", "Record the end of the old way", "pilot-retire-legacy"),
    }
    if page.pilot.outcome == Pilot.Outcome.CUT_OVER:
        steps[State.DECIDED] = ("plan_program", "Record the cut-over", "pilot-cut-over")
    right, label, name = steps.get(page.pilot.state, ("", "", ""))
    if right not in rights:
        return None
    return Button(label=label, address=reverse(f"programs:{name}", args=[page.pilot.uid]))


def rights_of(user: User, program: Program) -> set[str]:
    """Which of the rights that pilots ask for the person has in the program."""
    return {right for right in ("plan_program", "decide") if may(user, right, program)}


def effect_words(value: Decimal, metric: SharedMetric) -> str:
    """A difference in the unit of the comparison: on a ratio scale a share, else in the metric's unit."""
    if metric.is_ratio_scale:
        return f"about {plain(value * 100)} %"
    return f"{plain(value)} {metric.unit}"


def value_words(value: Decimal | None, metric: SharedMetric) -> str:
    """The value with the metric's decimals, or nothing when there is none."""
    return "" if value is None else metric.shown(value)


def plain(value: Decimal) -> str:
    """The number without zeros at its end."""
    return f"{value.normalize():f}"


def name_of(person: User | None) -> str:
    return str(person) if person is not None else ""
