"""Lines such as ``2026-12-25 Christmas Day`` -> holidays, with what is wrong in each line that is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from programs.periods import day_name

# Spreadsheets put a tab, a comma or a semicolon between two cells.
SEPARATOR = re.compile(r"[\s,;]+")
LONGEST_NAME = 120
MOST_LINES = 500
EXAMPLE = "2026-12-25 Christmas Day"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayLines:
    """``days``  name by day; ``errors``  a sentence for each line that was not understood, in their order."""

    days: dict[date, str]
    errors: tuple[str, ...]


def parse_holidays(text: str) -> HolidayLines:
    """The holidays in the lines; blank lines are passed over, a day that is given twice is an error."""
    days: dict[date, str] = {}
    errors: list[str] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        return HolidayLines(days={}, errors=(f"These are {len(lines)} lines: give at most {MOST_LINES} at once.",))
    for number, line in lines:
        try:
            on, name = parse_line(line)
            if on in days:
                raise ValueError(f"{day_name(on)} is given twice.")
            days[on] = name
        except ValueError as error:
            errors.append(f"Line {number}: {error}")
    return HolidayLines(days=days, errors=tuple(errors))


def parse_line(line: str) -> tuple[date, str]:
    """Day and name of one line; ValueError with what to do when there is none."""
    first, *rest = SEPARATOR.split(line, maxsplit=1)
    name = " ".join(" ".join(rest).split())
    try:
        on = date.fromisoformat(first)
    except ValueError:
        raise ValueError(f"“{first[:20]}” is no day. Write it like {EXAMPLE}.") from None
    if not name:
        raise ValueError(f"Say what {first} is called, like {EXAMPLE}.")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"A name has at most {LONGEST_NAME} letters.")
    return on, name
