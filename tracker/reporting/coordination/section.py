"""The shape that the words of every area have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.reporting.chart_blanks import Picture
from tracker.reporting.wording import Json

Names = Mapping[str, str]
"""Names of functions, resources, flows, teams and decisions by uid; a uid without a name is gone."""

GONE = "no longer in the record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One area in words.

    sentence    the answer, or that there is none yet
    is_known    whether the sentence answers the question of the area
    rests_on    what it rests on: how many records, of which days
    missing     what is not there yet, who has it and the first day on which it can be; empty when nothing is
    chart       drawn beside the words, or None
    chart_alt   the chart in words
    chart_note  how to read it, where that is not plain
    data        rows for the table of the area, by name
    """

    sentence: str
    is_known: bool
    rests_on: str = ""
    missing: str = ""
    chart: Picture | None = None
    chart_alt: str = ""
    chart_note: str = ""
    data: Json = field(default_factory=dict)


def named(names: Names, uid: str) -> str:
    """The name of a uid."""
    return names.get(uid, GONE)
