"""Parts of the description that are the same in many places, kept once and named where they stand."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

Part = dict[str, Any]


class Parts:
    """Parts of one kind, by name; a second one of the same name gets a number."""

    def __init__(self, components: dict[str, Part], kind: str) -> None:
        self.kind = kind
        self.kept: Part = components.setdefault(kind, {})
        self.names: dict[str, str] = {}
        self.times: defaultdict[str, int] = defaultdict(int)

    def keep(self, part: Part, name: str) -> Part:
        """The reference to the part, which is kept."""
        text = json.dumps(part, sort_keys=True)
        if text not in self.names:
            self.times[name] += 1
            self.names[text] = name if self.times[name] == 1 else f"{name}{self.times[name]}"
            self.kept[self.names[text]] = part
        return {"$ref": f"#/components/{self.kind}/{self.names[text]}"}


def share_parts(document: dict[str, Any]) -> None:
    """Parameters, headers and problems stand in the description once: without that it is twice as long."""
    parameters = Parts(document["components"], "parameters")
    headers = Parts(document["components"], "headers")
    answers = Parts(document["components"], "responses")
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["parameters"] = [parameters.keep(each, each["name"]) for each in operation.get("parameters", [])]
            responses = operation["responses"]
            for status, answer in responses.items():
                for name, header in answer.get("headers", {}).items():
                    answer["headers"][name] = headers.keep(header, name)
                if status >= "400":
                    responses[status] = answers.keep(answer, f"Problem{status}")
