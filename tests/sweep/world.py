"""One of everything in one program, and the addresses of all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from programs.models import Program, User
from tests.areas import WITH_ADDRESSES, each_area, merged

PEOPLE = ("pmo_lead", "function_lead", "committee_member", "viewer", "outsider", "nobody")
WORDS: dict[str, str] = merged("tests.sweep.worlds", "WORDS", WITH_ADDRESSES)


@dataclass(frozen=True)
class Route:
    """An address of the product: its name with namespaces, and its path with the converters in it."""

    name: str
    path: str


def routes() -> Iterator[Route]:
    """Every named or unnamed address that the resolver knows."""
    yield from walk(get_resolver().url_patterns, prefix="", namespace="")


def walk(patterns: list[Any], *, prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, prefix=path, namespace=inner)
        elif isinstance(pattern, URLPattern):
            yield Route(name=f"{namespace}{pattern.name or path}", path=path)


def operations_of(
    methods: Collection[str], *, detail: bool = False, patterns: list[Any] | None = None, prefix: str = ""
) -> Iterator[tuple[Route, str, Any, str]]:
    """Each operation of the API with one of the methods, on one row or on a list: route, method, view, action."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from operations_of(methods, detail=detail, patterns=pattern.url_patterns, prefix=path)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "actions", None):
            view: Any = pattern.callback
            for method, action in view.actions.items():
                if bool(view.initkwargs.get("detail")) is detail and method in methods:
                    yield Route(f"api:{pattern.name}", path), method.upper(), view.cls, action


@dataclass(frozen=True)
class World:
    """Uids by the noun that a path says before them."""

    uids: dict[str, UUID]

    def address(self, route: Route) -> str:
        """The path with the uids of this world in place of its converters."""
        parts: list[str] = []
        for part in route.path.split("/"):
            parts.append(self.value(part, parts[-1] if parts else "") if part.startswith("<") else part)
        return "/" + "/".join(parts)

    def value(self, converter: str, noun: str) -> str:
        return WORDS.get(converter) or str(self.uids[noun])


def build(program: Program, pmo_lead: User) -> World:
    """The program with one row of every noun; each area makes its own and says them by noun."""
    uids: dict[str, UUID] = {}
    for rows in each_area("tests.sweep.worlds", "rows", WITH_ADDRESSES):
        made: dict[str, Any] = rows(program, pmo_lead)
        assert not uids.keys() & made.keys(), f"Two areas make {sorted(uids.keys() & made.keys())}"
        uids |= {noun: row.uid for noun, row in made.items()}
    return World(uids)
