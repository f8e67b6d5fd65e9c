"""What is told about one demo program: read from ``stories/<name>.toml``. Days count from the program's start."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from programs.demo.record_story import RecordStory, fixed, read_record

STORIES = Path(__file__).parent / "stories"
NOTHING_MORE = RecordStory()


@dataclass(frozen=True, kw_only=True)
class ItemStory:
    """A milestone and what became of it.

    after          keys of the items, or codes of the gates, that come before it
    plan           planned finish
    done, waiting  evidence accepted, or given and not accepted yet
    owner          key of a person, or ``nobody``; left out, the lead of the function ``who``, else the PMO lead
    added          when it came into the plan, if later than the rest
    """

    key: str
    name: str
    plan: int
    who: str = ""
    owner: str = ""
    gate: str = ""
    step: str = ""
    dimension: str = ""
    kind: str = "deliverable"
    flow: int = 1
    weight: int = 2
    level: int = 1
    after: tuple[str, ...] = ()
    proof: str = ""
    description: str = ""
    started: int | None = None
    done: int | None = None
    waiting: int | None = None
    added: int | None = None
    removed: int | None = None


@dataclass(frozen=True, kw_only=True)
class GateStory:
    """A gate; ``reviews`` are (day, outcome, note)."""

    code: str
    plan: int
    criteria: str
    weight: int = 3
    reviews: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class FlowStory:
    """A process flow; ``stages`` are (function, name), ``states`` are (day, state)."""

    name: str
    segment_kind: str
    stages: tuple[tuple[str, str], ...]
    states: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Move:
    """A forecast of an item or a gate that moved, with the owner's reason."""

    item: str
    on: int
    to: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Lock:
    """A baseline locked by decision."""

    on: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """An acceptance taken back."""

    item: str
    on: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """A reported status, or the reason why none was given."""

    on: int
    status: str = ""
    not_rated: str = ""
    why: str = ""
    schedule: str = ""
    cost: str = ""


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Costs stated on a day in the program's currency; of the whole life, or of the present year."""

    on: int
    scope: str = "whole_life"
    baseline: int | None = None
    forecast: int | None = None
    actual: int | None = None
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """A small text file added to a program, or to the evidence of an item."""

    name: str
    on: int
    text: str
    item: str = ""


@dataclass(frozen=True, kw_only=True)
class Story:
    """One program from its first entry until today.

    today    the program's day number on the day that the demo is dated for
    created  when it was entered; ``planned`` when its gates and milestones were
    leads    (function, person) of its function leads
    paused   when work was stopped; None for a program that goes on
    why      the reason of the pause
    closed   when it was ended, with its ``lessons``
    record   what the record holds beside the plan
    """

    code: str
    name: str
    description: str
    portfolio: str
    organization: str
    category: str
    sponsor: str
    currency: str
    today: int
    created: int
    planned: int
    pmo: str
    committee: tuple[str, ...]
    leads: tuple[tuple[str, str], ...]
    creator: str = ""
    viewers: tuple[str, ...] = ()
    paused: int | None = None
    why: str = ""
    closed: int | None = None
    lessons: str = ""
    record: RecordStory = NOTHING_MORE
    flows: tuple[FlowStory, ...] = ()
    gates: tuple[GateStory, ...] = ()
    items: tuple[ItemStory, ...] = ()
    locks: tuple[Lock, ...] = ()
    moves: tuple[Move, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    reports: tuple[Report, ...] = ()
    costs: tuple[Amounts, ...] = ()
    files: tuple[File, ...] = ()

    def leader(self, function: str) -> str:
        """Key of the person who answers for a function: its lead, else the PMO lead."""
        return dict(self.leads).get(function, self.pmo)


PARTS = {
    "flows": FlowStory,
    "gates": GateStory,
    "items": ItemStory,
    "locks": Lock,
    "moves": Move,
    "revocations": Revocation,
    "reports": Report,
    "costs": Amounts,
    "files": File,
}


def read_stories() -> list[Story]:
    """Every story, oldest program first."""
    return sorted((read_story(path) for path in STORIES.glob("*.toml")), key=lambda each: (-each.today, each.code))


def read_story(path: Path) -> Story:
    """The story in a file; TypeError names a field that no story has."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, Any] = {
        name: tuple(part(**fixed(row)) for row in told.pop(name, ())) for name, part in PARTS.items()
    }
    return Story(**fixed(told), record=read_record(path.name), **parts)
