"""Whom the values of an attribute name: groups, whose names may be kept, or perhaps persons, whose may not."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace

from programs.importing.errors import FileRefused
from programs.importing.event_logs.events import NOBODY, EventLog
from programs.importing.text import folded, one_line

GROUPS = (
    *("group", "role", "team", "department", "dept", "function", "unit", "section", "division"),
    *("organization", "organisation", "country", "site", "plant", "office", "queue"),
)
SHOWN = 10


def names_groups(attribute: str) -> bool:
    """Whether the attribute's own name says that its values are groups, such as ``org:group`` or ``Support section``.

    Everything else may name persons: what nobody said to be harmless is treated as if it were not.
    """
    words = re.findall(r"\w+", folded(attribute).replace("_", " "))
    return bool(words) and words[-1].removesuffix("s").endswith(GROUPS)


def read_functions(lines: Iterable[str]) -> dict[str, str]:
    """The function of each value, from CSV lines ``actor,function``; an empty function is none.

    raises  FileRefused with the line when one is no pair, or a value has two functions
    """
    found: dict[str, str] = {}
    rows = csv.reader(lines)
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        pair = [one_line(cell) for cell in cells]
        if [each.casefold() for each in pair] == ["actor", "function"]:
            continue
        if len(pair) != 2 or not pair[0]:
            raise FileRefused(f"Line {rows.line_num} of the functions is not of the form actor,function.")
        if found.setdefault(pair[0], pair[1]) != pair[1]:
            raise FileRefused(f"Line {rows.line_num} of the functions gives “{pair[0]}” a second function.")
    return found


def with_functions(log: EventLog, functions: Mapping[str, str]) -> EventLog:
    """The log with functions as its actors; steps of an actor without a function have nobody.

    raises  FileRefused when an actor of the log is not among them
    """
    missing = [actor for actor in log.actors if actor not in functions]
    if missing:
        named = ", ".join(f"“{actor}”" for actor in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise FileRefused(
            f"The functions do not say to which one {named}{more} belong{'s' if len(missing) == 1 else ''}. "
            "Leave the function empty for whoever belongs to none."
        )
    names = sorted({functions[actor] for actor in log.actors} - {""})
    numbers = {name: number for number, name in enumerate(names)}
    new = [numbers.get(functions[actor], NOBODY) for actor in log.actors]
    actor = array("i", (NOBODY if each == NOBODY else new[each] for each in log.actor))
    return replace(log, actor=actor, actors=tuple(names), nobody=log.nobody + added_nobody(log.actor, actor))


def without_names(log: EventLog) -> EventLog:
    """The log with numbers in the place of its actors, in order of their names, so that none of them is kept."""
    order = {name: number for number, name in enumerate(sorted(log.actors), start=1)}
    width = len(str(len(order)))
    return replace(log, actors=tuple(f"Person {order[name]:0{width}}" for name in log.actors))


def added_nobody(before: array[int], after: array[int]) -> int:
    return after.count(NOBODY) - before.count(NOBODY)
