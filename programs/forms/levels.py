from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from programs.models import BusinessFunction, PlanningCycle


class LevelInput(forms.TextInput):
    """A planning level, with those that functions plan on already as suggestions of the browser."""

    known: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, {**(attrs or {}), "list": f"{name}-known", "autocomplete": "off"})

    def render(self, name: str, value: Any, *more: Any, **given: Any) -> SafeString:
        field = super().render(name, value, *more, **given)
        options = format_html_join("", '<option value="{}"></option>', ((level,) for level in self.known))
        return format_html('{}<datalist id="{}-known">{}</datalist>', field, name, options)


def offer_levels(field: forms.Field, *, of: BusinessFunction | None = None) -> None:
    """Puts the levels of the function, or of all functions, into the field's suggestions."""
    cycles = PlanningCycle.objects.all() if of is None else PlanningCycle.objects.filter(function=of)
    if isinstance(field.widget, LevelInput):
        field.widget.known = tuple(cycles.order_by("level").values_list("level", flat=True).distinct())
