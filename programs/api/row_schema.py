"""How rows, and what may be asked about them, are described in OpenAPI."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension

from programs.api.fields import Row, shape_of
from programs.api.rows import declared, expandable, named_model


class RowDescription(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A row always has its uid; the other fields unless ``fields`` leaves them out; ``expanded`` when asked for."""

    target_class = "programs.api.fields.Row"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        described: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        shape: type[Row] = type(self.target)
        described.pop("required", None)  # ``fields`` may leave out whatever is not the uid.
        if "uid" in described["properties"]:
            described["required"] = ["uid"]
        if "__doc__" not in vars(shape):
            described.pop("description", None)  # Else every row would be told in the words of its base class.
        rows = {name: self.named_row(auto_schema, name, direction=direction) for name in expandable(shape)}
        if rows:
            about = "The rows that were asked for by expand, by the field that names them; null where there is none."
            described["properties"]["expanded"] = {"type": "object", "description": about, "properties": rows}
        return described

    def named_row(self, auto_schema: Any, name: str, *, direction: Any) -> dict[str, Any]:
        other = shape_of(named_model(type(self.target), name))
        return {"oneOf": [auto_schema.resolve_serializer(other, direction).ref, {"type": "null"}]}


def look_parameters(shape: type[Row]) -> list[dict[str, Any]]:
    """``fields`` and ``expand`` as OpenAPI describes parameters, with the names that they take."""
    parameters = [names_parameter("fields", "Show these fields only; uid is always shown.", list(declared(shape)))]
    if names := expandable(shape):
        parameters.append(names_parameter("expand", "Show the rows that these fields name, in expanded.", names))
    return parameters


def names_parameter(name: str, about: str, names: list[str]) -> dict[str, Any]:
    """A parameter that lists names, separated by commas."""
    several = {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1, "uniqueItems": True}
    return {"name": name, "in": "query", "description": about, "style": "form", "explode": False, "schema": several}


FORMAT = {
    "name": "format",
    "in": "query",
    "description": "csv gives all rows at once as a file; cursor, page_size and expand are not for it.",
    "schema": {"type": "string", "enum": ["json", "csv"], "default": "json"},
}
