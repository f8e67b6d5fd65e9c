"""Which programs a portfolio page shows, in which order, and where its next page begins."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, Func, JSONField, OuterRef, Q, QuerySet
from django.utils import timezone

from programs.models import PortfolioEntry, Program
from tracker.divergences import divergences_of
from tracker.models import Analysis, Snapshot
from tracker.progress.divergence import WEEK
from tracker.reporting.sections.result import GREY_LABELS
from tracker.statuses import ATTENTION_RANK, BETTER, RESULT_GREYS

PAGE_SIZE = 50
NOT_RUNNING = (Program.State.DRAFT, Program.State.CLOSED)
ORDERS: dict[str, tuple[str, ...]] = {
    "attention": ("rank", "minus_slip", "name", "id"),
    "slip": ("minus_slip", "name", "id"),
    "name": ("name", "id"),
}


class Slim(Func):
    """The progress without what only the program's own page needs: the curves."""

    template = (
        "jsonb_set(jsonb_set(jsonb_set(jsonb_set(%(expressions)s, "
        "'{horizons,0,curve}', '[]'), '{horizons,1,curve}', '[]'), "
        "'{horizons,2,curve}', '[]'), '{horizons,3,curve}', '[]')"
    )
    output_field = JSONField()


class PortfolioFilter(forms.Form):
    """What somebody looks for; every field may be left empty."""

    STATUSES: ClassVar[list[Any]] = [
        ("", "Any status"),
        ("Computed", [("delivery-red", "Computed red"), ("delivery-amber", "Computed amber"),
                      ("delivery-green", "Computed green"), ("delivery-grey", "Computed: not known")]),
        ("Result", [("result-red", "Result red"), ("result-amber", "Result amber"), ("result-green", "Result green"),
                    ("result-grey", "Result: not known"),
                    *((f"result-{kind}", f"Result: {label.lower()}") for kind, label in GREY_LABELS.items())]),
        ("Reported", [("reported-red", "Reported red"), ("reported-amber", "Reported amber"),
                      ("reported-green", "Reported green"), ("reported-grey", "Not rated")]),
    ]  # fmt: skip
    q = forms.CharField(
        label="Search by name or code", required=False, max_length=100, widget=forms.TextInput({"type": "search"})
    )
    status = forms.ChoiceField(label="Status", required=False, choices=STATUSES)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any state"), *Program.State.choices])
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "All programs"),
            ("attention", "Needs attention"),
            ("better", "Reported better than computed"),
            ("diverging", "Diverging only"),
        ],
    )
    sort = forms.ChoiceField(
        label="Sort",
        required=False,
        choices=[("attention", "Worst first"), ("slip", "Largest slip first"), ("name", "Name")],
    )

    def value(self, name: str) -> str:
        """What was chosen; empty when it was nothing or not one of the choices."""
        return str(self.cleaned_data.get(name) or "") if self.is_bound and not self.errors.get(name) else ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "q" else "form-select"
        self.fields["q"].widget.attrs["placeholder"] = "Name or code"

    @property
    def order(self) -> str:
        """The chosen order; worst first unless another was chosen."""
        return self.value("sort") or "attention"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(self.value(name) for name in ("q", "status", "state", "show"))

    def apply(self, programs: QuerySet[Program]) -> QuerySet[Program]:
        """The programs that match; ``programs`` comes from ``with_statuses``."""
        text, status, state, show = (self.value(name) for name in ("q", "status", "state", "show"))
        if text:
            programs = programs.filter(Q(name__icontains=text) | Q(code__icontains=text))
        if status:
            kind, _, color = status.partition("-")
            programs = programs.filter(Q(result__in=RESULT_GREYS) if status == "result-grey" else Q(**{kind: color}))
            if color == "grey" and not state:
                programs = programs.exclude(state__in=NOT_RUNNING)
            if kind == "delivery":
                programs = programs.filter(follows_sequence=True)
        if state:
            programs = programs.filter(state=state)
        if show == "diverging":
            programs = programs.filter(**{"diverges": True})
        if show == "better":
            programs = programs.filter(BETTER)
        if show == "attention":
            programs = programs.filter(**{"rank__lte": ATTENTION_RANK})
        return programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of programs; ``after`` is the key of the next one, empty on the last."""

    programs: Sequence[Program]
    after: str


def page_after(programs: QuerySet[Program], order: str, after: str) -> Page:
    """At most PAGE_SIZE programs that come after the key, with what their rows show; six queries."""
    keys = ORDERS[order]
    values = decoded(after, keys)
    if values is not None:
        programs = programs.filter(beyond(keys, values))
    rows = list(programs.order_by(*keys)[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    attach_progress(shown)
    attach_results(shown)
    attach_divergences(shown)
    return Page(programs=shown, after=encoded([getattr(shown[-1], key) for key in keys]) if more else "")


def attach_progress(programs: Sequence[Program]) -> None:
    """Sets ``progress`` and ``computed_at`` of each program: read for the page's rows alone, since they are large."""
    keys = {vars(program)["newest_id"] for program in programs}
    stored = Snapshot.objects.filter(pk__in=keys - {None}).annotate(slim=Slim("progress"))
    found = {pk: (slim, at) for pk, slim, at in stored.values_list("pk", "slim", "computed_at")}
    for program in programs:
        progress, computed_at = found.get(vars(program)["newest_id"], (None, None))
        vars(program).update(progress=progress, computed_at=computed_at)


def attach_results(programs: Sequence[Program]) -> None:
    """Sets ``result_found`` of each program: the Result status that its own page shows, None before there is any."""
    keys = {vars(program)["analysis_id"] for program in programs if vars(program)["result"] is not None}
    stored = Analysis.objects.filter(pk__in=keys)
    found = dict(stored.values_list("program_id", "result__result"))
    for program in programs:
        vars(program)["result_found"] = found.get(program.pk)


def attach_divergences(programs: Sequence[Program]) -> None:
    """Sets ``divergence`` of each program that differs; None of the others, and where progress is not of these days."""
    recent = timezone.localdate() - 2 * WEEK
    days = {program.pk: vars(program)["as_of"] for program in programs if vars(program)["diverges"]}
    found = divergences_of({pk: as_of for pk, as_of in days.items() if as_of >= recent})
    for program in programs:
        vars(program)["divergence"] = found.get(program.pk)


def beyond(keys: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after ``values`` in ascending order of ``keys``, the last of which is unique."""
    found = Q()
    for index, key in enumerate(keys):
        same = dict(zip(keys[:index], values[:index], strict=True))
        found |= Q(**same, **{f"{key}__gt": values[index]})
    return found


def encoded(values: Sequence[Any]) -> str:
    """A key as text for an address."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


def decoded(text: str, keys: Sequence[str]) -> list[Any] | None:
    """The key in an address; None when there is none or it is not one of this order."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, RecursionError):
        return None
    fits = isinstance(values, list) and len(values) == len(keys)
    types = [str if key == "name" else int for key in keys]
    if not fits or not all(type(value) is kind for value, kind in zip(values, types, strict=True)):
        return None
    return list(values) if all(is_storable(value) for value in values) else None


def is_storable(value: Any) -> bool:
    """Whether PostgreSQL can compare with it: it knows no text with NUL or half of a surrogate pair."""
    return "\x00" not in str(value) and not any("\ud800" <= each <= "\udfff" for each in str(value))


def has_portfolio_entry(portfolio_id: int) -> Exists:
    """Condition: the program is in the portfolio today."""
    entries = PortfolioEntry.objects.valid_on(timezone.localdate())
    return Exists(entries.filter(portfolio=portfolio_id, program=OuterRef("pk")))
