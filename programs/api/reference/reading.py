"""Reads the nouns of the API from its description."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from programs.api.describing.document import openapi_document
from programs.api.reference.fields import Fields, name_in, shapes_below
from programs.api.reference.parts import Answer, Field, Filter, Found, Noun, Operation, Step

Part = dict[str, Any]
PAGE = "Paginated"
FORMS = ("__in", "__gte", "__lte", "__isnull")
OF_PAGES = ("cursor", "page_size", "fields", "expand", "format", "after")


class Reading:
    """The description with its parts found by reference."""

    def __init__(self, document: Part) -> None:
        self.document = document
        self.fields = Fields(document["components"]["schemas"])
        self.told = {operation["operationId"]: operation for _, _, operation in self.operations()}

    def operations(self) -> Iterator[tuple[str, str, Part]]:
        for path, found in self.document["paths"].items():
            for method, operation in found.items():
                yield path, method, operation

    def part(self, part: Part) -> Part:
        """The part itself, or what it refers to."""
        if "$ref" not in part:
            return part
        _, kind, name = part["$ref"].removeprefix("#/").split("/")
        found: Part = self.document["components"][kind][name]
        return found

    def nouns(self) -> tuple[Noun, ...]:
        """Every noun in the order of the groups."""
        group_of = {noun: group["name"] for group in self.document["x-tagGroups"] for noun in group["tags"]}
        found: defaultdict[str, list[Operation]] = defaultdict(list)
        for path, method, operation in self.operations():
            found[operation["tags"][0]].append(self.operation(path, method, operation))
        return tuple(self.noun(tag, group_of[tag["name"]], tuple(found[tag["name"]])) for tag in self.document["tags"])

    def noun(self, tag: Part, group: str, operations: tuple[Operation, ...]) -> Noun:
        named = dict.fromkeys(answer.shape for each in operations for answer in each.answers if answer.shape)
        sent = [field.shape for each in operations for field in each.body if field.shape]
        pages = [answer.shape for each in operations for answer in each.answers if answer.is_page]
        row = pages[0] if pages else ""
        shapes = [self.fields.shape(name) for name in shapes_below(self.fields, [*named, *sent]) if name != row]
        return Noun(
            name=tag["name"],
            about=tag["description"],
            group=group,
            operations=operations,
            row=self.fields.shape(row) if row else None,
            shapes=tuple(shapes),
        )

    def operation(self, path: str, method: str, told: Part) -> Operation:
        parameters = [self.part(each) for each in told.get("parameters", ())]
        plain, filters = split(parameters)
        answers = {status: self.part(each) for status, each in told["responses"].items()}
        contents: dict[str, Part] = told.get("requestBody", {}).get("content", {})
        media = next(iter(contents), "")
        body = contents.get(media, {})
        return Operation(
            key=told["operationId"],
            method=method.upper(),
            address=path,
            summary=told["summary"],
            about=told["description"],
            scope=next((need["token"][0] for need in told.get("security", ()) if need.get("token")), ""),
            parameters=tuple(self.parameter(each) for each in plain),
            filters=tuple(filters),
            body=self.fields.of(body["schema"]) if body else (),
            media=media,
            sent=self.example(body),
            answers=tuple(self.answer(status, each) for status, each in answers.items() if status < "400"),
            problems=tuple(self.answer(status, each) for status, each in answers.items() if status >= "400"),
            next_steps=tuple(self.steps(answers)),
            is_deprecated=told.get("deprecated", False),
        )

    def parameter(self, told: Part) -> Field:
        return self.fields.field(
            told["name"],
            told["schema"],
            is_required=told.get("required", False),
            place=told["in"],
            about=told.get("description", ""),
        )

    def answer(self, status: str, told: Part) -> Answer:
        content = told.get("content", {})
        main: Part = next(iter(content.values()), {})
        name = name_in(main.get("schema", {}))
        is_page = name.startswith(PAGE)
        if is_page:
            name = name_in(self.fields.schemas[name]["properties"]["results"]["items"])
        headers = ((name, self.part(each).get("description", "")) for name, each in told.get("headers", {}).items())
        return Answer(
            status=status,
            about=told["description"],
            headers=tuple(headers),
            media=tuple(content),
            shape=name if name and "properties" in self.fields.schemas[name] else "",
            is_page=is_page,
            example=self.example(main),
        )

    def example(self, content: Part) -> str:
        """The example as indented JSON; blank where there is none."""
        shown = content.get("examples", {}).get("example")
        return json.dumps(self.part(shown)["value"], indent=2, ensure_ascii=False) if shown else ""

    def steps(self, answers: dict[str, Part]) -> Iterator[Step]:
        for answer in answers.values():
            for link in answer.get("links", {}).values():
                told = self.told[link["operationId"]]
                yield Step(told["summary"], told["tags"][0], told["operationId"])


def split(parameters: list[Part]) -> tuple[list[Part], list[Filter]]:
    """What every list takes, and the filters of this one: one for each field, with the forms it is written in."""
    plain = [each for each in parameters if each["in"] != "query" or each["name"] in OF_PAGES]
    found: dict[str, list[str]] = {}
    about: dict[str, str] = {}
    for each in parameters:
        if each in plain:
            continue
        form = next((form for form in FORMS if each["name"].endswith(form)), "")
        name = each["name"].removesuffix(form)
        found.setdefault(name, []).append(form)
        about.setdefault(name, each.get("description", "") if not form else "")
    return plain, [Filter(name, tuple(forms), about[name]) for name, forms in found.items()]


@cache
def nouns() -> tuple[Noun, ...]:
    """Every noun of the API; read once in a process, as the description is made."""
    return Reading(openapi_document()).nouns()


def noun_named(name: str) -> Noun | None:
    return next((noun for noun in nouns() if noun.name == name), None)


def words_of(field: Field) -> Iterator[str]:
    """What a search looks through: the name of the field, what is said of it, and its values with what they mean."""
    yield from (field.name, field.about)
    for value, meaning in field.choices:
        yield from (value, meaning)


def search(text: str) -> tuple[Found, ...]:
    """Nouns in which every word of the text stands, and their operations and fields in which they do."""
    words = text.lower().split()

    def has(*parts: str) -> bool:
        told = " ".join(parts).lower()
        return all(word in told for word in words)

    found = []
    for noun in nouns():
        operations = tuple(each for each in noun.operations if has(each.summary, each.address, each.about))
        fields = tuple(each for each in (noun.row.fields if noun.row else ()) if has(*words_of(each)))
        if operations or fields or has(noun.name, noun.name.replace("-", " "), noun.about):
            found.append(Found(noun, operations, fields))
    return tuple(found)
