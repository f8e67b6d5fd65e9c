"""What changed between two snapshots, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.progress import METHOD_CHANGES
from tracker.progress.change_places import WAIVED, Place, place_of
from tracker.progress.results import Driver
from tracker.progress.words import count_words, day_words, sentence, share_words, shift_words

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One reason why two snapshots differ; ``kind`` and ``uid`` are those of the driver, or the method's version."""

    kind: str
    uid: str
    label: str
    sentence: str
    place: Place = Place.NOWHERE


def explain(before: tuple[Driver, ...], after: tuple[Driver, ...]) -> tuple[Change, ...]:
    """Why ``after`` differs from ``before``: one sentence per changed input, empty when none changed.

    Ordered as people ask: program, policy, baselines, gates, items, status, cost; then by name.
    Cost: one pass over both.
    """
    old = {(driver.kind, driver.uid): driver for driver in before}
    new = {(driver.kind, driver.uid): driver for driver in after}
    changes = [change for key in old.keys() | new.keys() for change in _compare(old.get(key), new.get(key))]
    return tuple(sorted(changes, key=lambda each: (_ORDER.index(each.kind), each.label, each.uid, each.sentence)))


def method_changes(before: str, after: str) -> tuple[Change, ...]:
    """What the method does otherwise since the version of the earlier snapshot, oldest first."""
    return tuple(
        Change(
            kind="method",
            uid=version,
            label=f"Method version {version}",
            sentence=f"Method version {version}: {why}.",
            place=Place.METHODS,
        )
        for version, why in METHOD_CHANGES.items()
        if int(before) < int(version) <= int(after)
    )


def _compare(old: Driver | None, new: Driver | None) -> list[Change]:
    """What changed about one input; a driver that is missing on one side came or went."""
    driver = new or old
    if driver is None or old == new:
        return []
    return [
        Change(kind=driver.kind, uid=driver.uid, label=driver.label, sentence=sentence(text), place=place_of(new, text))
        for text in _differences(old, new)
    ]


def _differences(old: Driver | None, new: Driver | None) -> list[str]:
    """Sentences about one input that differs."""
    if new is None:
        return [f"{old.label} is no longer in the record"] if old and old.kind != "minimum" else []
    values = dict(new.fields)
    if old is None:
        return [text for text in [_ARRIVALS.get(new.kind, _arrived)(new.label, values)] if text]
    earlier = dict(old.fields)
    texts = _TELLERS[new.kind](new.label, earlier, values)
    if old.label != new.label:
        texts.append(f"{old.label} is now called {new.label}")
    return texts


def _day(text: str) -> str:
    """An ISO date in plain words."""
    return day_words(date.fromisoformat(text))


def _moved(old: str, new: str) -> str:
    """``14 May 2026, 12 days later than before``."""
    days = (date.fromisoformat(new) - date.fromisoformat(old)).days
    return f"{_day(new)}, {shift_words(days, 'before')}"


def _arrived(label: str, _values: Fields) -> str:
    """Something new in the record."""
    return f"{label} is new"


def _baseline_arrived(label: str, values: Fields) -> str:
    """A plan was locked."""
    why = f": {values['reason']}" if values["reason"] else ""
    return f"{label} was locked on {_day(values['locked'])} with {count_words(int(values['items']), 'item')}{why}"


def _status_arrived(_label: str, values: Fields) -> str:
    """The first reported status."""
    return f"the first status was reported: {values['status'] or 'without a color'}"


def _cost_arrived(label: str, values: Fields) -> str:
    """The first statement of a cost."""
    return f"{label} was stated: {_amount(values)}"


def _tell_program(label: str, old: Fields, new: Fields) -> list[str]:
    """The program's own facts changed."""
    texts = []
    if old["start"] != new["start"]:
        texts.append(f"{label} now starts on {_day(new['start'])}" if new["start"] else f"{label} lost its start date")
    if old["follows the sequence"] != new["follows the sequence"]:
        verb = "now follows" if new["follows the sequence"] == "yes" else "no longer follows"
        texts.append(f"{label} {verb} the implementation sequence")
    if old["gates"] != new["gates"]:
        texts.append("the gates of the program were set up differently")
    return texts


def _tell_policy(_label: str, old: Fields, new: Fields) -> list[str]:
    """Each threshold that moved."""
    names = [name for name in new if name != "version" and name in old and old[name] != new[name]]
    return [f"policy: {name} is now {new[name]}, it was {old[name]}" for name in names]


def _tell_baseline(label: str, _old: Fields, _new: Fields) -> list[str]:
    """Baselines are immutable: a difference is worth saying as it is."""
    return [f"{label} is not what it was"]


def _tell_item(label: str, old: Fields, new: Fields) -> list[str]:
    """Acceptance, removal, forecast, start, plan and place of one item."""
    texts = [text for text in (_tell_acceptance(label, old, new), _tell_forecast(label, old, new)) if text]
    if old["removed"] != new["removed"]:
        went = f"was taken out of the program on {_day(new['removed'])}" if new["removed"] else "is back in the program"
        texts.append(f"{label} {went}")
    if old["started"] != new["started"]:
        start = f"started on {_day(new['started'])}" if new["started"] else "is no longer marked as started"
        texts.append(f"{label} {start}")
    if old["planned now"] != new["planned now"] and new["planned now"]:
        plan = _moved(old["planned now"], new["planned now"]) if old["planned now"] else _day(new["planned now"])
        texts.append(f"{label} is planned for {plan}")
    if old["weight now"] != new["weight now"] and old["weight now"] and new["weight now"]:
        texts.append(f"{label} weighs {new['weight now']} in the plan, it was {old['weight now']}")
    if old["owner"] != new["owner"]:
        texts.append(f"{label} belongs to {new['owner']}" if new["owner"] else f"{label} has no owner any more")
    if any(old[name] != new[name] for name in ("gate", "dimension", "after")):
        texts.append(f"{label} has another place in the sequence")
    return texts


def _tell_acceptance(label: str, old: Fields, new: Fields) -> str:
    """Whether it was accepted, or the acceptance was taken back; for a gate, whether it was passed in part."""
    if old.get("passed in part") or new.get("passed in part"):
        return _tell_open_pass(label, old, new)
    if old["accepted"] == new["accepted"]:
        return ""
    if not new["accepted"]:
        return f"{label} no longer counts as accepted"
    return f"{label} was accepted on {_day(new['accepted'])}"


def _tell_open_pass(label: str, old: Fields, new: Fields) -> str:
    """A gate passed with something missing, and how that ended."""
    if new.get("passed in part"):
        same = (old.get("passed in part"), old.get("open")) == (new["passed in part"], new["open"])
        passed = f"{label} was passed on {_day(new['passed in part'])} with {_things(new['open'])} it needs open"
        return "" if same else f"{passed}: it earns nothing until they are there"
    if new["accepted"]:
        return f"{label} has nothing open since {_day(new['accepted'])}: it earns now"
    return f"{label} no longer counts as passed"


def _things(counts: str) -> str:
    """``2 of 6 things``, ``the only thing``."""
    missing, needed = counts.split(" of ")
    return share_words(int(missing), int(needed), "thing")


def _tell_forecast(label: str, old: Fields, new: Fields) -> str:
    """How the expected finish moved."""
    if old["forecast"] == new["forecast"]:
        return ""
    if not new["forecast"]:
        return f"{label} has no forecast any more"
    if not old["forecast"]:
        return f"{label} is expected on {_day(new['forecast'])}, its first forecast"
    return f"{label} is expected on {_moved(old['forecast'], new['forecast'])}"


def _minimum_arrived(label: str, values: Fields) -> str:
    """Something new that a gate needs, when that has begun already; else nothing yet to tell."""
    return f"{label} started on {_day(values['started'])}" if values.get("started") else ""


def _tell_minimum(label: str, old: Fields, new: Fields) -> list[str]:
    """What of the things that gates need at the least is there now."""
    texts = []
    for name in [name for name in new if old.get(name) != new[name]]:
        if name in _COUNTED:
            noun, of_what = _COUNTED[name]
            texts.append(f"{label}: {count_words(int(new[name]), noun)} {of_what}, it was {old.get(name, '0')}")
        elif name == "waived":
            texts.append(f"{WAIVED}: {new[name] or 'none'}")
        else:
            texts.append(f"{label}: {name} {_day(new[name]) if new[name] else 'on no day any more'}")
    return texts


def _tell_status(_label: str, old: Fields, new: Fields) -> list[str]:
    """The reported color, or that it was reported again."""
    day = _day(new["reported"])
    if old["status"] == new["status"]:
        return [f"the status was reported again as {new['status'] or 'without a color'} on {day}"]
    was, now = old["status"] or "without a color", new["status"] or "without a color"
    why = f": {new['reason']}" if new["reason"] else ""
    return [f"the reported status went from {was} to {now} on {day}{why}"]


def _tell_cost(label: str, old: Fields, new: Fields) -> list[str]:
    """The amount, or that it was stated again."""
    if _amount(old) == _amount(new):
        return [f"{label} was stated again on {_day(new['stated'])}: {_amount(new)}"]
    return [f"{label} is now {_amount(new)}, it was {_amount(old)}"]


def _amount(values: Fields) -> str:
    """``1,200,000 GBP``, or why it is withheld."""
    if not values["amount"]:
        return f"withheld ({values['withheld']})" if values["withheld"] else "withheld"
    return f"{Decimal(values['amount']):,f} {values['currency']}"


_COUNTED = {"pairs": ("pair", "of readings"), "votes": ("vote", "on what limits a flow")}
_ORDER = ("program", "policy", "baseline", "gate", "item", "minimum", "status", "cost")
_TELLERS: Mapping[str, Callable[[str, Fields, Fields], list[str]]] = {
    "program": _tell_program,
    "policy": _tell_policy,
    "baseline": _tell_baseline,
    "gate": _tell_item,
    "item": _tell_item,
    "minimum": _tell_minimum,
    "status": _tell_status,
    "cost": _tell_cost,
}
_ARRIVALS: Mapping[str, Callable[[str, Fields], str]] = {
    "baseline": _baseline_arrived,
    "minimum": _minimum_arrived,
    "status": _status_arrived,
    "cost": _cost_arrived,
}
