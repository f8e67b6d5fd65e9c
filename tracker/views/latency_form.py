"""The what-if form: each cycle of a flow as it is, to be changed; sessions; what only the company knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from programs.forms.planning import DaysField, MomentField, MomentInput
from tracker.analysis.latency.chain import Chain, Step
from tracker.analysis.latency.changes import Change, CycleChange, SessionChange
from tracker.analysis.latency.moments import DAY
from tracker.analysis.latency.results import MissingCycle
from tracker.analysis.latency.what_if import Demand
from tracker.progress.words import and_words
from tracker.reporting.coordination.latency import rhythm

LONGEST = 1000
TOGETHER = ("first", "last", "session_every")
CLASSES: dict[type[forms.Widget], str] = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
GOODS = ("step", "sigma", "lead_time", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFields:
    """The fields of one cycle, with what it is now. ``is_open`` while one of them is changed or wrong."""

    name: str
    now: str
    fields: tuple[forms.BoundField, ...]
    is_open: bool


class ScenarioNameForm(forms.Form):
    """The name under which a change is kept."""

    name = forms.CharField(max_length=120)


class SupposeForm(forms.Form):
    """Cycles that the stages without one may have, so that a change can be tried before they are on record."""

    def __init__(self, asked: Mapping[str, Any], *, missing: Iterable[MissingCycle]) -> None:
        self.names = {f"suppose-{each.stage}": each for each in missing}
        super().__init__(dict(asked) if self.names.keys() & asked.keys() else None)
        for name, each in self.names.items():
            self.fields[name] = DaysField(
                label=f"{each.stage_name} ({each.function_name}): days between two runs",
                max_value=LONGEST,
                decimal_places=3,
                help_text="7 weekly, 1 daily, 0 all the time",
            )
            self.fields[name].widget.attrs["class"] = "form-control"

    def periods(self) -> dict[str, Decimal]:
        """What the valid form supposes: days between two runs, by uid of the stage."""
        return {each.stage: self.cleaned_data[name] for name, each in self.names.items()}

    def asked(self) -> dict[str, str]:
        """What fills the form again; nothing while it is refused."""
        return {name: f"{self.cleaned_data[name]:f}" for name in self.names} if self.is_valid() else {}

    @property
    def query(self) -> str:
        """The same for an address."""
        return urlencode(self.asked())

    @property
    def words(self) -> str:
        """What the valid form supposes, in few words."""
        every = (f"{each.stage_name} {rhythm(float(self.periods()[each.stage]))}" for each in self.names.values())
        return and_words(list(every))


class WhatIfForm(forms.Form):
    """What would be different. Whatever the address leaves out stays as it is."""

    first = forms.ChoiceField(
        label="First stage of the session", required=False, help_text="Alone: from it to the end of the flow"
    )
    last = forms.ChoiceField(
        label="Last stage of the session", required=False, help_text="Alone: from the beginning of the flow to it"
    )
    session_every = DaysField(
        label="Days between two sessions",
        required=False,
        max_value=LONGEST,
        help_text="Empty: as often as the one of its stages that plans most often and leaves time for the work",
    )
    step = DaysField(label="Units a day by which demand moves", required=False, initial=Decimal(1))
    sigma = DaysField(label="Units by which demand varies from day to day", required=False)
    lead_time = DaysField(label="Days from order to goods", required=False, max_value=LONGEST)
    service = forms.DecimalField(
        label="Percent of orders without a stock-out",
        required=False,
        initial=Decimal(95),
        min_value=Decimal(50),
        max_value=Decimal("99.9"),
    )

    def __init__(self, asked: Mapping[str, Any], *, chain: Chain) -> None:
        super().__init__()
        self.steps = steps_by_cycle(chain.steps)
        for cycle, step in self.steps.items():
            self.fields |= cycle_fields(cycle, step)
        stages = [(stage.uid, stage.name) for step in chain.steps for stage in step.stages]
        self.ends = (stages[0][0], stages[-1][0])
        for name in ("first", "last"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = [("", "none"), *stages]
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(type(field.widget), "form-control")
        initial = {name: field.prepare_value(field.initial) for name, field in self.fields.items()}
        self.data = {name: value for name, value in initial.items() if value not in (None, False)} | dict(asked)
        self.is_bound = True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("first") or values.get("last"):
            values["first"], values["last"] = values.get("first") or self.ends[0], values.get("last") or self.ends[1]
        if (values.get("sigma") is None) != (values.get("lead_time") is None):
            raise forms.ValidationError("Safety stock needs both: how demand varies, and the days from order to goods.")
        return values

    @property
    def cycles(self) -> list[CycleFields]:
        """The fields by cycle, in the order of the flow."""
        return [
            CycleFields(
                name=name_of(step),
                now=now_of(step),
                fields=tuple(self[f"{kind}-{cycle}"] for kind in ("every", "lead", "runs", "follows")),
                is_open=any(self.is_touched(f"{kind}-{cycle}") for kind in ("every", "lead", "runs", "follows")),
            )
            for cycle, step in self.steps.items()
        ]

    @property
    def together(self) -> list[forms.BoundField]:
        return [self[name] for name in TOGETHER]

    @property
    def goods(self) -> list[forms.BoundField]:
        return [self[name] for name in GOODS]

    @property
    def is_together(self) -> bool:
        return any(self.is_touched(name) for name in TOGETHER)

    @property
    def is_of_goods(self) -> bool:
        return any(self.is_touched(name) for name in GOODS)

    def touched(self) -> dict[str, str]:
        """What the form was given that differs from the flow as it is, as text; nothing while it is refused."""
        if self.errors:
            return {}
        return {name: str(self.data[name]) for name in self.fields if name in self.data and self.is_touched(name)}

    def is_touched(self, name: str) -> bool:
        """Whether the field was refused, or is not what the flow has now."""
        if name in self.errors:
            return True
        value = self.cleaned_data.get(name)
        is_given = value is not None and value is not False and value != ""
        return is_given and value != self.fields[name].initial

    def change(self) -> Change:
        """What the valid form changes."""
        found = [self.cycle_change(cycle) for cycle in self.steps]
        values = self.cleaned_data
        sessions: tuple[SessionChange, ...] = ()
        if values["first"] and values["last"]:
            every = values["session_every"]
            sessions = (SessionChange(first=values["first"], last=values["last"], period_days=every),)
        return Change(cycles=tuple(each for each in found if each is not None), sessions=sessions)

    def cycle_change(self, cycle: str) -> CycleChange | None:
        """What is different about the cycle; None when nothing is."""
        if not any(self.is_touched(f"{kind}-{cycle}") for kind in ("every", "lead", "runs", "follows")):
            return None

        def value(kind: str) -> Any:
            name = f"{kind}-{cycle}"
            return self.cleaned_data[name] if self.is_touched(name) else None

        return CycleChange(
            cycle=cycle,
            period_days=value("every"),
            cut_off_lead_days=value("lead"),
            anchor_at=value("runs"),
            follows=bool(value("follows")),
        )

    def demand(self) -> Demand:
        """What the valid form says of demand."""
        values = self.cleaned_data
        step, sigma, lead_time, service = (values[name] for name in GOODS)
        return Demand(
            step=float(step if step is not None else 1),
            sigma=None if sigma is None else float(sigma),
            lead_time_days=None if lead_time is None else float(lead_time),
            service=float(service) / 100 if service is not None else Demand().service,
        )


def steps_by_cycle(steps: Iterable[Step]) -> dict[str, Step]:
    """The first step of each cycle."""
    found: dict[str, Step] = {}
    for step in steps:
        found.setdefault(step.clocked_by, step)
    return found


def cycle_fields(cycle: str, step: Step) -> dict[str, forms.Field]:
    """The fields of one cycle, filled in with what it is."""
    return {
        f"every-{cycle}": DaysField(
            label="Days between two runs",
            required=False,
            initial=days(step.period),
            max_value=LONGEST,
            decimal_places=3,
            help_text="7 weekly, 1 daily, 0 all the time",
        ),
        f"lead-{cycle}": DaysField(
            label="Days before the run by which inputs must be there",
            required=False,
            initial=days(step.lead),
            max_value=LONGEST,
            decimal_places=3,
        ),
        f"runs-{cycle}": MomentField(
            label="A day and time when it would run",
            required=False,
            widget=MomentInput(),
            help_text="Empty: as it runs now",
        ),
        f"follows-{cycle}": forms.BooleanField(label="Right when its inputs arrive", required=False),
    }


def days(length: int) -> Decimal:
    return Decimal(length) / DAY


def name_of(step: Step) -> str:
    (stage, *_) = step.stages
    return f"{stage.level or stage.name} ({stage.function_name})"


def now_of(step: Step) -> str:
    """What the cycle is now, in few words."""
    known = "" if step.period == 0 or step.runs_at is not None else ", nobody knows when"
    return f"{rhythm(float(days(step.period)))}{known}"


def asked_of(change: Change, demand: Demand) -> dict[str, str]:
    """What fills the form with the change: the way back from ``change`` and ``demand``."""
    asked: dict[str, str] = {}
    for each in change.cycles:
        if each.period_days is not None:
            asked[f"every-{each.cycle}"] = f"{each.period_days:f}"
        if each.cut_off_lead_days is not None:
            asked[f"lead-{each.cycle}"] = f"{each.cut_off_lead_days:f}"
        if each.anchor_at is not None:
            asked[f"runs-{each.cycle}"] = f"{timezone.localtime(each.anchor_at):%Y-%m-%dT%H:%M}"
        if each.follows:
            asked[f"follows-{each.cycle}"] = "on"
    for session in change.sessions:
        asked |= {"first": session.first, "last": session.last}
        if session.period_days is not None:
            asked["session_every"] = f"{session.period_days:f}"
    if demand.sigma is not None and demand.lead_time_days is not None:
        asked |= {"sigma": f"{demand.sigma:g}", "lead_time": f"{demand.lead_time_days:g}"}
    if (demand.step, demand.service) != (Demand().step, Demand().service):
        asked |= {"step": f"{demand.step:g}", "service": f"{100 * demand.service:g}"}
    return asked
