"""What the pages of the API's description show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """A field or a parameter.

    kind     what it holds, in words
    shape    the part of the description that says more about it; blank for plain values
    choices  the values that it may have, each with what it means
    """

    name: str
    kind: str
    about: str = ""
    shape: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field by which a list is filtered, with the forms in which its name is written."""

    name: str
    forms: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    about: str
    headers: tuple[tuple[str, str], ...] = ()
    media: tuple[str, ...] = ()
    shape: str = ""
    is_page: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An operation that can follow: its name in words, and where it is described."""

    summary: str
    noun: str
    key: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address.

    key    its name in the description, by which pages link to it
    scope  what a token needs; blank where nobody signs in
    """

    key: str
    method: str
    address: str
    summary: str
    about: str
    scope: str
    parameters: tuple[Field, ...] = ()
    filters: tuple[Filter, ...] = ()
    body: tuple[Field, ...] = ()
    media: str = ""
    sent: str = ""
    answers: tuple[Answer, ...] = ()
    problems: tuple[Answer, ...] = ()
    next_steps: tuple[Step, ...] = ()
    is_deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of answers that has fields of its own."""

    name: str
    about: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A list of the API, or what stands beside them.

    row     what its rows show; nothing where each answer has a shape of its own
    shapes  everything else that its bodies and answers are made of
    """

    name: str
    about: str
    group: str
    operations: tuple[Operation, ...]
    row: Shape | None = None
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found of one noun."""

    noun: Noun
    operations: tuple[Operation, ...] = ()
    fields: tuple[Field, ...] = field(default=())
