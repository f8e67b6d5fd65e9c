"""Fields of the description in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from programs.api.reference.parts import Field, Shape

Schema = dict[str, Any]
CHOICE = re.compile(r"^\* `(.*?)` - (.*)$", re.MULTILINE)
SEVERAL = ("allOf", "oneOf", "anyOf")
FORMS = {
    "uuid": "uid",
    "date": "day",
    "date-time": "time",
    "uri": "address",
    "decimal": "decimal number, in quotes",
    "email": "mail address",
    "binary": "file",
}
KINDS = {"integer": "whole number", "number": "number", "boolean": "true or false", "string": "text"}


class Fields:
    """Reads schemas of the description into fields; ``schemas`` are its named ones."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas

    def of(self, schema: Schema) -> tuple[Field, ...]:
        """The fields of an object."""
        schema = self.found(schema)
        required = schema.get("required", ())
        return tuple(
            self.field(name, each, is_required=name in required) for name, each in schema.get("properties", {}).items()
        )

    def field(self, name: str, schema: Schema, *, is_required: bool = False, place: str = "", about: str = "") -> Field:
        shape = self.shape_in(schema)
        return Field(
            name=name,
            kind=self.kind(schema),
            about=about or self.about(schema),
            shape="" if self.is_choice(shape) else shape,
            choices=tuple(self.choices(schema)) or tuple(CHOICE.findall(schema.get("description", ""))),
            is_required=is_required,
            place=place,
        )

    def shape(self, name: str) -> Shape:
        """A named part: of a list's page the name says all that there is to say."""
        schema = self.schemas[name]
        return Shape(name, CHOICE.sub("", schema.get("description", "")).strip(), self.of(schema))

    def found(self, schema: Schema) -> Schema:
        """The schema itself, or the named one."""
        return self.schemas[name] if (name := name_in(schema)) else schema

    def kind(self, schema: Schema) -> str:
        """What a value is, in words."""
        parts = [each for word in SEVERAL for each in schema.get(word, ())]
        if parts:
            words = dict.fromkeys(self.kind(each) for each in parts)
            words.pop("nothing", None)
            is_open = any(each.get("type") == "null" for each in parts)
            return " or ".join([*words, *(["null"] if is_open else [])])
        if name := name_in(schema):
            found = self.schemas[name]
            return self.kind(found) if "properties" not in found else name
        if "enum" in schema:
            return "nothing" if schema["enum"] in ([""], [None]) else "choice"
        kinds = schema.get("type", "object" if "properties" in schema else "any value")
        several = [kinds] if isinstance(kinds, str) else kinds
        return " or ".join(self.plain(each, schema) for each in several)

    def plain(self, kind: str, schema: Schema) -> str:
        """A value of one kind, with the limits that it has."""
        if kind == "array":
            return f"list of {self.kind(schema.get('items', {}))}" if "items" in schema else "list"
        if kind == "object":
            more = schema.get("additionalProperties")
            return f"object of {self.kind(more)}" if isinstance(more, dict) and more else "object"
        words = FORMS.get(schema.get("format", ""), KINDS.get(kind, kind)) if kind != "null" else "null"
        return f"{words}{limits(schema)}" if kind != "null" else words

    def shape_in(self, schema: Schema) -> str:
        """The name of the object that the value is or lists; blank for plain values."""
        return next((name for name in names_in(schema) if "properties" in self.schemas[name]), "")

    def is_choice(self, name: str) -> bool:
        return bool(name) and "enum" in self.schemas[name]

    def about(self, schema: Schema) -> str:
        """What is said of the value, without the lines that only repeat its choices."""
        said = str(schema.get("description", ""))
        return CHOICE.sub("", said).strip()

    def choices(self, schema: Schema) -> Iterator[tuple[str, str]]:
        """The values that the field may have; those of its list too."""
        for name in names_in(schema):
            found = self.schemas[name]
            if "enum" in found:
                told = dict(CHOICE.findall(found.get("description", "")))
                yield from ((str(each), told.get(str(each), "")) for each in found["enum"] if each not in {"", None})
        direct = schema.get("items", schema) if schema.get("type") == "array" else schema
        yield from ((str(each), "") for each in direct.get("enum", ()) if each not in {"", None})


def limits(schema: Schema) -> str:
    if "maxLength" in schema:
        return f", up to {schema['maxLength']:,} characters"
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        return f", {least:,} to {most:,}"
    return f", {least:,} or more" if least is not None else ""


def name_in(schema: Schema) -> str:
    """The name that the schema refers to."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def names_in(part: Any) -> Iterator[str]:
    """Names that a field refers to, alone, as one of several, or as what it lists."""
    if name := name_in(part):
        yield name
    for word in SEVERAL:
        for each in part.get(word, ()):
            yield from names_in(each)
    for word in ("items", "additionalProperties"):
        if isinstance(part.get(word), dict):
            yield from names_in(part[word])


def shapes_below(fields: Fields, names: Iterable[str]) -> Iterator[str]:
    """Names of the shapes themselves and of all that they are made of, each once."""
    waiting, seen = list(names), set()
    while waiting:
        name = waiting.pop(0)
        if name not in seen and "properties" in fields.schemas[name]:
            seen.add(name)
            yield name
            waiting += [
                each.shape for each in fields.of(fields.schemas[name]) if each.shape and each.name != "expanded"
            ]
