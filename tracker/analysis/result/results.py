"""What the Result status says. Plain values: they go to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.progress.results import Status


class GreyKind(StrEnum):
    """Why there is no color.

    too_early       nothing can be told yet; the first possible day is named
    overdue         something that could be there is not; who owes it is named
    no_change       measured, and nothing moved further than chance explains
    not_applicable  the program is judged by no metric and follows no sequence
    """

    TOO_EARLY = "too_early"
    OVERDUE = "overdue"
    NO_CHANGE = "no_change"
    NOT_APPLICABLE = "not_applicable"


class ReasonKind(StrEnum):
    """What a reason is about: a primary metric, a guardrail, a parallel run, or the record as a whole."""

    METRIC = "metric"
    GUARDRAIL = "guardrail"
    PILOT = "pilot"
    RECORD = "record"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReason:
    """One thing that the color rests on, or that keeps it grey; the one that decides most comes first.

    uid       of the metric of the program, or of the pilot; empty for the record
    status    what this alone would show
    grey      why it shows nothing; None where it does
    n         readings after the baseline, or pairs
    since     first day of the period from which on it is so; None where nothing is
    owed_by   who owes what is missing, in words; empty when nothing is
    first_on  the first day on which it can tell something; None when it does, or when nobody can say
    is_before_change  whether what the metric shows stood before the change: then it is no result of it
    """

    kind: ReasonKind
    uid: str
    label: str
    status: Status
    grey: GreyKind | None
    sentence: str
    n: int
    since: date | None = None
    owed_by: str = ""
    first_on: date | None = None
    is_before_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCoverage:
    """How much of what the status rests on is there (METHODS 1.7, silence is not success).

    expected   names of the functions that answer for a primary shared metric
    reporting  those of them that owe no reading
    read       of the ``periods`` of the last two months or so, over these metrics, how many have a final reading
    judged     of the ``metrics`` that are primary, how many are shared and have limits and a reading after them
    """

    expected: tuple[str, ...]
    reporting: tuple[str, ...]
    read: int
    periods: int
    judged: int
    metrics: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAnalysis:
    """Result: do the shared metrics improve, as of a day.

    status      after hysteresis; ``raw`` before it
    grey        why it is grey; None with a color
    sentence    the answer for a director
    held        what holds an improvement back, as a sentence; empty when nothing does
    changes_on  the day on which the color becomes the raw one if nothing else happens; None while they are the same
    first_on    while grey, the first day on which there can be a color; None when nobody can say
    owed_by     while something is overdue, who owes it, in words
    n           readings after the baselines and pairs that it rests on
    """

    as_of: date
    status: Status
    raw: Status
    grey: GreyKind | None
    sentence: str
    held: str
    changes_on: date | None
    first_on: date | None
    owed_by: str
    n: int
    coverage: ResultCoverage
    reasons: tuple[ResultReason, ...]
