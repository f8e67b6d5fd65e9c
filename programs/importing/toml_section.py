"""One table of a TOML file whose keys are asked for by kind, and where a key nobody asked for is an error."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from contextlib import AbstractContextManager
from datetime import date, datetime
from difflib import get_close_matches
from types import TracebackType
from typing import NoReturn

from programs.importing.errors import MappingError
from programs.importing.text import one_line


class Section(AbstractContextManager["Section"]):
    """Keys of one table. Leaving the (outermost) ``with`` block refuses the keys that nobody asked for."""

    def __init__(self, file_name: str, path: str, content: Dictionary[str, object]) -> None:
        self._file_name = file_name
        self._path = path
        self._content = content
        self._asked: set[str] = set()
        self._depth = 0

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._content

    def __enter__(self) -> Section:
        self._depth += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._depth -= 1
        if kind is None and self._depth == 0:
            self._refuse_unknown_keys()

    def refuse(self, key: str, cure: str) -> NoReturn:
        """MappingError that names file and key."""
        raise MappingError(f"{self._file_name}: {self._key(key)}: {cure}.")

    def text(self, key: str, *, default: str | None = None, strip: bool = True, limit: int = 200) -> str:
        """The text under ``key``, at most ``limit`` characters; without a default it must be there and not blank."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self.refuse(key, "this must be a text in quotation marks")
        if default is None and not value.strip():
            self.refuse(key, "this must not be blank")
        if len(value) > limit:
            self.refuse(key, f"this is longer than {limit} characters")
        return one_line(value) if strip else value

    def mark(self, key: str, default: str) -> str:
        """A single character, or nothing."""
        value = self.text(key, default=default, strip=False)
        if len(value) > 1 or value.isdigit():
            self.refuse(key, "give one character that is no digit, or an empty text")
        return value

    def choice(self, key: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
        """The text under ``key``, one of ``choices``."""
        value = self.text(key, default=default)
        if value not in choices:
            self.refuse(key, f"{value!r} is none of {', '.join(choices)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``, none when it is not there."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.refuse(key, "this must be a list of texts, none of them blank")
        return tuple(value)

    def texts_by_key(self, key: str) -> dict[str, str]:
        """The table of texts under ``key``; it must be there."""
        value = self._value(key, None)
        if not isinstance(value, dict) or not value or not all(isinstance(item, str) for item in value.values()):
            self.refuse(key, 'this must be a table of texts such as { Green = "green" }')
        return value

    def whole_number(self, key: str, *, default: int) -> int:
        """The positive whole number under ``key``."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(key, "this must be a whole number from 1")
        return value

    def flag(self, key: str) -> bool:
        """True or false under ``key``; false when it is not there."""
        value = self._value(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "this must be true or false")
        return value

    def day(self, key: str) -> date | None:
        """The date under ``key``, written without quotation marks; None when it is not there."""
        if key not in self._content:
            return None
        value = self._value(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(key, "this must be a date without quotation marks, such as 2022-03-31")
        return value

    def section(self, key: str, *, required: bool = False) -> Section:
        """The table under ``key``; an empty one when it is not there and need not be."""
        value = self._value(key, None if required else {})
        if not isinstance(value, dict):
            self.refuse(key, "this must be a table")
        return Section(self._file_name, self._key(key), value)

    def sections(self, key: str) -> list[Section]:
        """The tables under ``key``, written as [[key]], none when there are none."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, f"write each as [[{self._key(key)}]]")
        return [Section(self._file_name, f"{self._key(key)}[{at}]", item) for at, item in enumerate(value, start=1)]

    def _value(self, key: str, default: object) -> object:
        self._asked.add(key)
        value = self._content.get(key, default)
        if value is None:
            self.refuse(key, "this is missing")
        return value

    def _key(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _refuse_unknown_keys(self) -> None:
        for key in self._content:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(self._asked))}"
                raise MappingError(f"{self._file_name}: {self._key(key)}: unknown key; {hint}")
