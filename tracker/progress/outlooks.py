"""What a forecast says of one horizon: the shape of its part of a snapshot (METHODS 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.progress.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceOutlook:
    """When an exit set is done at the pace so far (METHODS 1.4 i).

    chance         P(complete by the horizon's day), 0..1
    degenerate     every period was alike: the chance is 0 or 1 and decides no color
    finish_10..90  the day by which it is complete with that chance in percent; None when it never gets so likely
    by_blocks      the same chance from past periods drawn in blocks; ``shape_matters`` when they differ by over 0.10
    mean_pace      IEAC(t) in review periods with the 90 % interval of the mean pace: a cross-check, not a prediction
    """

    chance: Number
    degenerate: bool = False
    finish_10: date | None = None
    finish_50: date | None = None
    finish_80: date | None = None
    finish_90: date | None = None
    by_blocks: Number | None = None
    shape_matters: bool = False
    mean_pace: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """An open item that decides much: what would change if it took only as long as planned from here.

    points  by how many percentage points the chance of the horizon rises
    days    by how many days the mean finish comes earlier
    """

    uid: str
    name: str
    points: float
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalItem:
    """An open item on the critical path, and the mean of the days on which it is done."""

    uid: str
    name: str
    likely_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOutlook:
    """When the last item that a horizon needs is done, item by item along what waits for what (METHODS 1.4 ii).

    chance         P(all accepted by the horizon's day), its interval that of the draws
    finish_10..90  as for the pace
    critical       the open items on the path that ends last in the mean, first to last
    movers         at most three, the largest change first
    """

    chance: Number
    finish_10: date | None = None
    finish_50: date | None = None
    finish_80: date | None = None
    finish_90: date | None = None
    critical: tuple[CriticalItem, ...] = ()
    movers: tuple[Mover, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How likely a horizon is met: the smaller of both forecasts, and why it is what it is.

    chance     0..1
    driven_by  pace, path, earliest (what the dates allow), or known when it is settled
    differ     the two forecasts are more than 15 points apart
    likely_from, likely_to  the days between which it is complete with 80 % chance; ``likely_to`` None: no end in sight
    sentence   the answer in plain words
    earliest_on  the day before which a gate that the horizon needs cannot be passed, when that lies ahead
    earliest_gate   code of that gate; ``earliest_words`` what it needs so long for
    """

    chance: Number
    driven_by: str
    differ: bool
    likely_from: date | None
    likely_to: date | None
    sentence: str
    pace: PaceOutlook
    path: PathOutlook
    earliest_on: date | None = None
    earliest_gate: str = ""
    earliest_words: str = ""
