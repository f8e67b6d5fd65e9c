"""What another system keeps of a row, for the page that shows it; no decision is made here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from programs.models.field_source import FieldSource, Sources
from programs.source_fields import in_words, noun_of

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_elsewhere(context: Context, row: Any) -> Mapping[str, str]:
    """The other system by field. A page asks once for each noun, and not at all for rows that no system names."""
    noun = noun_of(row)
    if not noun:
        return {}
    request: Any = context.get("request")
    read: dict[str, Sources] = request.__dict__.setdefault("sources_read", {})
    if noun not in read:
        read[noun] = FieldSource.objects.of_noun(noun)
    return read[noun].of(row)


@register.filter
def kept_words(kept: Mapping[str, str]) -> str:
    """Kept in Planview: name, owner. Kept in SAP: weight."""
    systems = dict.fromkeys(kept.values())
    fields = {system: [in_words(name).lower() for name in kept if kept[name] == system] for system in systems}
    return " ".join(f"Kept in {system}: {', '.join(names)}." for system, names in fields.items())
