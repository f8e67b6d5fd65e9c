"""Headers of a table to positions: every column the mapping names is found once, or the file is refused."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from programs.importing.errors import FileRefused
from programs.importing.mapping import Column
from programs.importing.text import one_line


def find_columns(header: tuple[str, ...], columns: Iterable[Column]) -> dict[Column, int]:
    """Where ``header`` has each of ``columns``.

    raises  FileRefused naming every column that is missing or found more than once, with the candidates
    """
    positions: dict[Column, int] = {}
    problems: list[str] = []
    for column in dict.fromkeys(columns):
        found = [at for at, title in enumerate(header) if _matches(title, column)]
        if len(found) == 1:
            positions[column] = found[0]
        elif found:
            problems.append(f"{_named(column)} fits {_listed(header[at] for at in found)}")
        else:
            problems.append(f"{_named(column)} is missing; the file has {_listed(_candidates(header, column))}")
    if problems:
        raise FileRefused("The header does not fit the mapping: " + "; ".join(problems) + ".")
    return positions


def _matches(title: str, column: Column) -> bool:
    wanted = one_line(column.header)
    return title.startswith(wanted) if column.prefix else title == wanted


def _candidates(header: tuple[str, ...], column: Column) -> list[str]:
    """Headers that look like the wanted one, the nearest first; all of them when none does."""
    wanted = one_line(column.header).casefold()
    shortened = {title.casefold()[: len(wanted)] if column.prefix else title.casefold(): title for title in header}
    near = get_close_matches(wanted, shortened, n=3, cutoff=0.5)
    return [shortened[key] for key in near] or [title for title in header if title]


def _named(column: Column) -> str:
    return f"the column that begins with {column.header!r}" if column.prefix else f"the column {column.header!r}"


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(repr(title if len(title) <= 60 else f"{title[:57]}...") for title in titles)
