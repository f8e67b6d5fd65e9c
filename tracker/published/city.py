"""The stated completion dates of New York City's capital projects, replayed from the published table.

The table is open data of the city (capital projects over USD 25 million, dated snapshots) and not part of this
project; only what the replay says of it is, in ``city.json``, written by ``manage.py replay_city FILE``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import msgspec

from tracker.progress.facts import Forecast
from tracker.progress.forecast.replay import Replay, replay

RESULT = Path(__file__).with_name("city.json")
PROJECT, STATED, FINISH = "PID", "Date Reported As Of", "Forecast Completion"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityReplay:
    """The replay of a published table.

    projects         with at least one dated forecast; ``statements`` all their dated forecasts
    first_on, last_on  days of the first and of the last statement
    """

    projects: int
    statements: int
    first_on: date
    last_on: date
    replay: Replay


def read_histories(file: Path) -> list[list[Forecast]]:
    """The dated forecasts of each project, oldest first; a statement without a date of completion says nothing.

    raises  KeyError or ValueError when the table has another shape
    """
    histories: dict[str, list[Forecast]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row[FINISH]:
                stated = Forecast(stated_on=day(row[STATED]), finish_on=day(row[FINISH]))
                histories.setdefault(row[PROJECT], []).append(stated)
    return [sorted(stated, key=lambda each: each.stated_on) for stated in histories.values()]


def day(text: str) -> date:
    """A published date, such as 09/01/2019 12:00:00 AM."""
    return datetime.strptime(text[:10], "%m/%d/%Y").date()


def replay_city(histories: Iterable[list[Forecast]]) -> CityReplay:
    """The histories replayed as of each of their dates, as known on the day of the last statement."""
    known = list(histories)
    days = [each.stated_on for stated in known for each in stated]
    return CityReplay(
        projects=len(known),
        statements=len(days),
        first_on=min(days),
        last_on=max(days),
        replay=replay(known, known_on=max(days)),
    )


def write_result(result: CityReplay, file: Path) -> None:
    """The result as JSON for people and for ``read_result``."""
    text = msgspec.json.format(msgspec.json.encode(result, order="sorted"), indent=2)
    file.write_bytes(text + b"\n")


@cache
def read_result(file: Path = RESULT) -> CityReplay:
    """The result that the project carries."""
    return msgspec.json.decode(file.read_bytes(), type=CityReplay)
