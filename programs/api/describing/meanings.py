"""What fields mean that say it nowhere: those of every row, and those that name another row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
OF_EVERY_ROW = {
    "uid": "Names the row, here and in every copy.",
    "version": "Counts the changes of the row; If-Match compares it.",
    "created_at": "When it was entered.",
    "updated_at": "When it was last changed.",
    "source_system": "The system that it comes from; blank when it was entered here.",
    "external_id": "Its name in that system.",
}


def add_meanings(document: dict[str, Any]) -> None:
    """Says of rows' fields what they mean, and of the same fields in bodies."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    nouns = dict(rows_of(document))
    for name in nouns:
        fields = schemas[name]["properties"]
        named = fields.get("expanded", {}).get("properties", {})
        for field, text in OF_EVERY_ROW.items():
            explain(fields, field, text)
        for field, other in named.items():
            noun = nouns.get(refers_to(other["oneOf"][0]), "")
            explain(fields, field, f"A row of {noun}." if noun else "A person.")
    row_of = {noun: name for name, noun in nouns.items()}
    for body, noun in bodies(document):
        meant = schemas[row_of[noun]]["properties"] if noun in row_of else {}
        for field in schemas[body].get("properties", {}):
            explain(schemas[body]["properties"], field, meant.get(field, {}).get("description", ""))


def explain(fields: dict[str, Schema], field: str, text: str) -> None:
    """Gives the field a meaning when it is there and has none."""
    if text and field in fields and "$ref" not in fields[field]:
        fields[field].setdefault("description", text)


def rows_of(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of the rows that single reads answer with, each with its noun."""
    for path, operations in document["paths"].items():
        if path.endswith("/{uid}/") and "get" in operations:
            content = operations["get"]["responses"]["200"]["content"]["application/json"]
            yield refers_to(content["schema"]), operations["get"]["tags"][0]


def bodies(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of what is sent, and of the rows among many, each with its noun."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                sent = refers_to(content["schema"])
                yield sent, operation["tags"][0]
                rows = document["components"]["schemas"][sent].get("properties", {}).get("rows", {})
                if name := refers_to(rows.get("items", {})):
                    yield name, operation["tags"][0]


def refers_to(schema: Schema) -> str:
    """The name of the schema that is referred to; blank for another."""
    return str(schema.get("$ref", "")).rpartition("/")[2]
