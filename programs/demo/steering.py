"""The steering committees of both companies: who sits there, when they met, and what was written."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from programs.actions import committee_mandates, committee_members, committees, meetings
from programs.demo.cast import STEWARD
from programs.demo.days import Days
from programs.demo.record_story import fixed
from programs.demo.script import Script
from programs.demo.stage import Stage
from programs.demo.story import Story
from programs.demo.telling import Telling
from programs.models import Committee, CommitteeMember

COMMITTEES = Path(__file__).parent / "committees"
Told = TypeVar("Told")


@dataclass(frozen=True, kw_only=True)
class SeatStory:
    """A seat from so many days ago on, or since the committee was formed; ``ended`` so many days ago."""

    person: str
    is_chair: bool = False
    delegate: str = ""
    since: int | None = None
    ended: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingStory:
    """A meeting so many days ago; nobody wrote of it when it has no minutes.

    absent, sent  people whose seats were empty, or taken by their delegates
    """

    ago: int
    minutes: str = ""
    absent: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CommitteeStory:
    """The committee of one company. Its meetings are scheduled once, from the first one told to ``until`` days ahead.

    keeper  key of the PMO lead who schedules them and writes the minutes
    """

    portfolio: str
    name: str
    quorum: int
    cadence: int
    keeper: str
    until: int
    agenda: str
    seats: tuple[SeatStory, ...]
    meetings: tuple[MeetingStory, ...]


def read_committees() -> list[CommitteeStory]:
    """Every committee, by the name of its file."""
    return [read_committee(path) for path in sorted(COMMITTEES.glob("*.toml"))]


def read_committee(path: Path) -> CommitteeStory:
    told = fixed(tomllib.loads(path.read_text(encoding="utf-8")))
    seats = tuple(SeatStory(**row) for row in told.pop("seats"))
    held = tuple(MeetingStory(**row) for row in told.pop("meetings"))
    return CommitteeStory(**told, seats=seats, meetings=held)


@dataclass(frozen=True)
class Steering:
    """The telling of one committee; its days count back from the day of the demo."""

    told: CommitteeStory
    days: Days
    stage: Stage
    script: Script

    def ago(self, days: int, happen: Callable[[Steering, Told, date], object], told: Told) -> None:
        """Lets ``happen(steering, told, date)`` happen so many days ago."""
        on = self.days.happened(-days)
        self.script.add(on, partial(happen, self, told, on))

    @property
    def committee(self) -> Committee:
        return self.stage.committees[self.told.portfolio]


def steer(stage: Stage, script: Script, *, as_of: date, opened_on: date) -> None:
    """Forms every committee, and adds what becomes of it; before the programs that it steers."""
    for told in read_committees():
        steering = Steering(told, Days(as_of, 0), stage, script)
        form(steering, opened_on)
        for seat in told.seats:
            if seat.since is not None:
                steering.ago(seat.since, give_seat, seat)
            if seat.ended is not None:
                steering.ago(seat.ended, end_seat, seat)
        for meeting in told.meetings:
            steering.ago(meeting.ago, hold, meeting)


def form(steering: Steering, on: date) -> None:
    """The committee with the seats that it began with."""
    told, stage = steering.told, steering.stage
    stage.committees[told.portfolio] = committees.create(
        told.name, by=stage.people[STEWARD], quorum=told.quorum, cadence_days=told.cadence
    )
    for seat in told.seats:
        if seat.since is None:
            give_seat(steering, seat, on)


def give_seat(steering: Steering, told: SeatStory, on: date) -> None:
    people = steering.stage.people
    seat = CommitteeMember(
        committee=steering.committee,
        user=people[told.person],
        is_chair=told.is_chair,
        delegate=people.get(told.delegate),
        valid_from=on,
    )
    steering.stage.seats[steering.told.portfolio, told.person] = committee_members.give_seat(seat, by=people[STEWARD])


def end_seat(steering: Steering, told: SeatStory, on: date) -> None:
    seat = steering.stage.seats.pop((steering.told.portfolio, told.person))
    committee_members.end(seat, by=steering.stage.people[STEWARD], valid_to=on - timedelta(days=1))


def steer_program(telling: Telling) -> None:
    """Adds the mandate of the company's committee, from the program's first entry on."""
    telling.at(telling.story.created, give_mandate, telling.story)


def give_mandate(telling: Telling, _story: Story, on: date) -> None:
    committee_mandates.give(telling.committee, by=telling.stage.people[STEWARD], program=telling.program, valid_from=on)


def hold(steering: Steering, told: MeetingStory, on: date) -> None:
    """The meeting with its minutes; the series is entered with the first one, when its keeper leads a program."""
    if told == steering.told.meetings[0]:
        schedule(steering, on)
    if not told.minutes:
        return
    people, stage = steering.stage.people, steering.stage
    seats = {person: seat for (portfolio, person), seat in stage.seats.items() if portfolio == steering.told.portfolio}
    came = {seat: people[person] for person, seat in seats.items() if person not in (*told.absent, *told.sent)}
    came |= {seats[person]: seats[person].delegate or people[person] for person in told.sent}
    meeting = steering.committee.meetings.get(scheduled_on=on)
    meetings.hold(meeting, by=people[steering.told.keeper], held_on=on, minutes=told.minutes, came=came)


def schedule(steering: Steering, first_on: date) -> None:
    told = steering.told
    meetings.schedule_series(
        steering.committee,
        by=steering.stage.people[told.keeper],
        first_on=first_on,
        last_on=steering.days.as_of + timedelta(days=told.until),
        agenda=told.agenda,
    )
