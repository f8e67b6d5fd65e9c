"""Fields in which a function, or a team of the program, is chosen from one list."""

from __future__ import annotations

from typing import Any, TypeAlias

from django import forms

from programs.models import Authority, BusinessFunction, DecisionRecord, Program, Team

Holder: TypeAlias = BusinessFunction | Team


def key_of(holder: Holder) -> str:
    """The holder's value in a list: its kind and its key."""
    return f"{'team' if isinstance(holder, Team) else 'function'}-{holder.pk}"


def key_of_holder(row: Authority | DecisionRecord | None) -> str:
    """The value of who holds the authority, or made the decision; empty when nobody does."""
    if isinstance(row, Authority):
        holder: Holder | None = row.function or row.team
    else:
        holder = (row.decided_function or row.decided_team) if row else None
    return key_of(holder) if holder else ""


class Holders:
    """Every function, and the teams of one program, by their value in a list."""

    def __init__(self, program: Program) -> None:
        self.functions = {key_of(each): each for each in BusinessFunction.objects.order_by("name", "id")}
        self.teams = {key_of(each): each for each in program.teams.order_by("name", "id")}

    def key_of_function(self, uid: str) -> str:
        """The value of the function with this uid; empty when there is none."""
        return next((key for key, each in self.functions.items() if str(each.uid) == uid), "")

    def grouped(self) -> list[Any]:
        """Choices of a select: the functions, then the teams under a heading."""
        functions = [(key, str(each)) for key, each in self.functions.items()]
        if not self.teams:
            return functions
        return [("Functions", functions), ("Teams", [(key, str(each)) for key, each in self.teams.items()])]

    def flat(self) -> list[Any]:
        """Choices of check boxes: the functions, then the teams by name."""
        functions = [(key, str(each)) for key, each in self.functions.items()]
        return [*functions, *((key, f"Team: {each}") for key, each in self.teams.items())]

    def arguments(self, key: str, *, prefix: str = "") -> dict[str, Any]:
        """The chosen holder as the arguments ``function`` and ``team`` of an action; one of them is None."""
        return {f"{prefix}function": self.functions.get(key), f"{prefix}team": self.teams.get(key)}


def holder_field(holders: Holders, *, label: str, empty: str = "Choose one", **options: Any) -> forms.ChoiceField:
    """A list from which one holder is chosen."""
    return forms.ChoiceField(label=label, choices=[("", empty), *holders.grouped()], **options)


def boxes(label: str, *, choices: list[Any], help_text: str = "") -> forms.MultipleChoiceField:
    """Check boxes from which any number is chosen."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )
