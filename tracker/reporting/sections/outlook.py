"""How likely a horizon is met, and what would change that, as ready sentences."""

from __future__ import annotations

from tracker.progress.forecast.chances import chance_words, likely_words
from tracker.progress.numbers import Number
from tracker.progress.outlooks import Mover, Outlook
from tracker.progress.words import count_words, day_words, sentence
from tracker.reporting.wording import Json, iso, joined, number_text

DRIVEN_BY = {
    "pace": "the pace so far",
    "path": "the path of the gates",
    "known": "the record",
    "earliest": "the earliest possible dates of the gates",
}


def outlook_section(outlook: Outlook | None) -> Json | None:
    """The forecast of one horizon against one baseline; None for snapshots of methods that knew none."""
    if outlook is None:
        return None
    chance = outlook.chance
    return {
        "sentence": outlook.sentence,
        "chance_text": outlook_chance_text(outlook),
        "chance_percent": None if chance.value is None else number_text(chance),
        "driven_by": outlook.driven_by,
        "driven_by_text": DRIVEN_BY.get(outlook.driven_by, outlook.driven_by),
        "likely_from": iso(outlook.likely_from),
        "likely_to": iso(outlook.likely_to),
        "likely_text": likely_text(outlook),
        "earliest_on": iso(outlook.earliest_on),
        "earliest_text": earliest_text(outlook),
        "because_text": sentence(outlook.earliest_words) if outlook.driven_by == "earliest" else "",
        "differ_text": differ_text(outlook),
        "movers": [{"uid": mover.uid, "name": mover.name, "text": mover_text(mover)} for mover in outlook.path.movers],
        "critical": [{"uid": item.uid, "name": item.name} for item in outlook.path.critical],
        "critical_text": joined([item.name for item in outlook.path.critical], limit=4),
    }


def chance_text(chance: Number) -> str:
    """``unlikely (about 1 in 10)``; empty while there is no chance to tell."""
    return "" if chance.value is None else chance_words(chance.value, chance.n)


def outlook_chance_text(outlook: Outlook) -> str:
    """The chance in words; ``not possible before 3 February 2027`` where the gates rule it out."""
    return outlook.chance.reason if outlook.driven_by == "earliest" else chance_text(outlook.chance)


def earliest_text(outlook: Outlook) -> str:
    """The day before which it cannot be complete, and why; empty when nothing holds it up."""
    if outlook.earliest_on is None:
        return ""
    return sentence(f"not possible before {day_words(outlook.earliest_on)}: {outlook.earliest_words}")


def likely_text(outlook: Outlook) -> str:
    """Between which days it is likely done, else what a forecast still needs."""
    if outlook.chance.value is None:
        return sentence(f"no forecast yet: {outlook.chance.reason}")
    if outlook.driven_by == "earliest" and outlook.likely_from is None:
        return ""
    return sentence(likely_words(outlook))


def differ_text(outlook: Outlook) -> str:
    """Both chances where they tell different stories; else nothing."""
    if not outlook.differ:
        return ""
    pace, path = chance_text(outlook.pace.chance), chance_text(outlook.path.chance)
    return f"The two forecasts differ: by the pace so far {pace}, along the path of the gates {path}."


def mover_text(mover: Mover) -> str:
    """What would change if the item took only as long as planned."""
    days = f"done {count_words(round(mover.days), 'day')} earlier"
    points = round(mover.points)
    return f"on plan, the chance rises by {count_words(points, 'point')}, {days}" if points >= 1 else f"on plan, {days}"
