"""Examples of what is sent and answered, made from the fields themselves: they follow whatever becomes of these."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from programs.api.describing.words import in_words

Schema = dict[str, Any]
REF = "#/components/schemas/"
JSON = "application/json"
TEXTS = {
    "code": "ALPHA",
    "currency": "EUR",
    "email": "petra@example.com",
    "external_id": "4711",
    "kind": "milestones",
    "measure": "day_90.original.schedule_performance",
    "method": "earned-schedule",
    "name": "First of its kind",
    "noun": "milestones",
    "source_system": "Planview",
    "starts_with": "ttp_ecdac270d3d",
    "token": "ttp_ecdac270d3dfe1de",
    "unit": "days",
}
FORMATS = {
    "date": "2026-10-01",
    "date-time": "2026-10-01T09:30:00.000000Z",
    "double": 12.5,
    "email": "petra@example.com",
    "uri": "https://tracker.example.com/api/v1/changes/?after=WyIwMWEy",
}
LATER = re.compile(r"(^|_)(to|until|ends?|ended|finish|closed|expiry)(_|$)")
# What most rows do not have, though it may be there.
RARELY = re.compile(r"^(removed|closed|revoked|withdrawn|ended|archived|retired|cancelled|deleted|next|previous)(_|$)")
WHOLE_DIGITS = re.compile(r"\\d\{0,(\d+)\}")
DEEPEST = 6


class Examples:
    """Makes a value for a schema of the description, always the same for the same schema."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas

    def answer(self, schema: Schema) -> Any:
        """A value with everything that an answer shows."""
        return self.value(schema, "", depth=0)

    def body(self, schema: Schema) -> Any:
        """A value with what a request must say; the first field where it must say nothing."""
        schema = self.resolved(schema)
        fields = schema.get("properties", {})
        said = [name for name in fields if name in schema.get("required", ())] or list(fields)[:1]
        return {name: self.value(fields[name], name, depth=1) for name in said}

    def resolved(self, schema: Schema) -> Schema:
        """What the schema says, references followed, and the first of several that is more than null or nothing."""
        while True:
            if "$ref" in schema:
                schema = self.schemas[schema["$ref"].removeprefix(REF)]
                continue
            several = next((schema[word] for word in ("allOf", "oneOf", "anyOf") if word in schema), None)
            if several is None:
                return schema
            told = {word: said for word, said in schema.items() if word not in {"allOf", "oneOf", "anyOf"}}
            found = next((self.resolved(each) for each in several if self.says_something(each)), {"type": "null"})
            schema = {**told, **found}

    def says_something(self, schema: Schema) -> bool:
        """False for null and for the choice of nothing."""
        found = self.resolved(schema)
        return found.get("type") != "null" and found.get("enum") not in ([""], [None])

    def value(self, schema: Schema, name: str, *, depth: int) -> Any:
        asked = self.is_nullable(schema)
        schema = self.resolved(schema)
        if asked and (RARELY.match(name) or depth > DEEPEST):
            return None
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return next(each for each in schema["enum"] if each not in {"", None})
        match kind_of(schema):
            case "object":
                return self.of_object(schema, name, depth=depth)
            case "array":
                return self.of_array(schema, name, depth=depth)
            case "boolean":
                return schema.get("default", True)
            case "integer" | "number" as kind:
                return number(schema, is_whole=kind == "integer")
            case "null":
                return None
        return text(schema, name)

    def is_nullable(self, schema: Schema) -> bool:
        kinds = schema.get("type")
        several = schema.get("oneOf") or schema.get("anyOf") or ()
        return (isinstance(kinds, list) and "null" in kinds) or any(each.get("type") == "null" for each in several)

    def of_object(self, schema: Schema, name: str, *, depth: int) -> dict[str, Any]:
        if name == "row" and "properties" not in schema:  # Of any list.
            return self.of_object(self.schemas["Milestone"], "", depth=depth)
        fields = {name: each for name, each in schema.get("properties", {}).items() if name != "expanded"}
        more = schema.get("additionalProperties")
        if not fields and isinstance(more, dict) and more and depth <= DEEPEST:
            fields = {"first": more}
        return {name: self.value(each, name, depth=depth + 1) for name, each in fields.items()}

    def of_array(self, schema: Schema, name: str, *, depth: int) -> list[Any]:
        each = schema.get("prefixItems") or [schema.get("items", {})]
        if depth > DEEPEST and not schema.get("minItems"):
            return []
        return [self.value(item, name.removesuffix("s"), depth=depth + 1) for item in each]


def kind_of(schema: Schema) -> str:
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    found: str = next(kind for kind in kinds if kind != "null") if isinstance(kinds, list) else kinds
    return found


def number(schema: Schema, *, is_whole: bool) -> int | float:
    """A small number within what the schema allows."""
    least, most = schema.get("minimum", 0), schema.get("maximum", 100)
    value = min(max(3, least), most)
    return int(value) if is_whole else float(value)


def text(schema: Schema, name: str) -> str:
    form = schema.get("format", "")
    if form == "uuid":
        return uid(name)
    if form == "date" and LATER.search(name):
        return "2026-12-31"
    if form == "decimal":
        digits = WHOLE_DIGITS.search(schema.get("pattern", ""))
        return "0.5" if digits and int(digits[1]) < 2 else "12.5"
    if form in FORMATS:
        return str(FORMATS[form])
    said = TEXTS.get(name) or in_words(name).capitalize() or "Text"
    if "pattern" in schema:
        said = re.sub(r"[^-a-zA-Z0-9_]", "-", said).lower()
    return said[: schema.get("maxLength")]


def uid(name: str) -> str:
    """A uid as the tracker makes them, the same for the same name."""
    digits = sha256(name.encode()).hexdigest()
    return f"01a2046f-{digits[:4]}-7{digits[4:7]}-8{digits[7:10]}-{digits[10:22]}"


def add_examples(document: dict[str, Any]) -> None:
    """Gives an example to each request body and to each answer in JSON; equal ones are kept once."""
    examples = Examples(document["components"]["schemas"])
    kept = document["components"].setdefault("examples", {})
    bodies: dict[str, Any] = {}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                bodies[path] = examples.body(content["schema"])
                if "bulk" in path.split("/"):
                    bodies[path] |= {"rows": [bulk_row(bodies.get(path.removesuffix("bulk/"), {}))]}
                keep(content, bodies[path], name=operation["operationId"], kept=kept)
            for answer in operation["responses"].values():
                if content := answer.get("content", {}).get(JSON):
                    keep(content, examples.answer(content["schema"]), name=name_of(content["schema"]), kept=kept)


def bulk_row(body: dict[str, Any]) -> dict[str, Any]:
    """What creates a row alone, and the name by which its source knows it."""
    return {"source_system": TEXTS["source_system"], "external_id": TEXTS["external_id"], **body}


def name_of(schema: Schema) -> str:
    return str(schema.get("$ref", schema.get("items", {}).get("$ref", "answer"))).rpartition("/")[2]


def keep(content: Schema, value: Any, *, name: str, kept: dict[str, Any]) -> None:
    """Names the example where it is shown."""
    if kept.setdefault(name, {"value": value})["value"] != value:
        raise ValueError(f"Two examples in the API's description have the name {name}.")
    content["examples"] = {"example": {"$ref": f"#/components/examples/{name}"}}
