"""Why a number changed: two snapshots of a program side by side, and each input that differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from programs.models import Program
from tracker.models import Snapshot
from tracker.progress.changes import Change, explain, method_changes
from tracker.reporting.sections.numbers import named_numbers
from tracker.reporting.wording import STATUS_LABELS, number_text
from tracker.snapshot_store import drivers_of, progress_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number that differs, in words on both days; empty where the number did not exist."""

    subject: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs from ``before`` to ``after``: numbers, and the inputs that explain them."""

    before: Snapshot
    after: Snapshot
    numbers: tuple[NumberChange, ...]
    changes: tuple[Change, ...]


def compare(program: Program, first: date, last: date) -> Comparison | None:
    """The snapshots that stand for the two days, compared; None when the program was never computed.

    For a day that was not computed the newest one before it stands, and the oldest of all for a day before that.
    Cost: two rows.
    """
    rows = Snapshot.objects.headline().filter(program=program).select_related("inputs").order_by("-as_of")
    before, after = (rows.filter(as_of__lte=day).first() or rows.last() for day in (first, last))
    if before is None or after is None:
        return None
    return Comparison(
        before=before,
        after=after,
        numbers=tuple(number_changes(before, after)),
        changes=changes_between(before, after),
    )


def changes_between(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What explains that two snapshots of a program differ: the method first, then every input."""
    methods = method_changes(before.method_version, after.method_version)
    return methods + explain(drivers_of(before), drivers_of(after))


def number_changes(before: Snapshot, after: Snapshot) -> list[NumberChange]:
    """Every number that reads differently, in the order of the reports."""
    old, new = spoken(before), spoken(after)
    names = [*new, *[key for key in old if key not in new]]
    pairs = [(key, old.get(key, ""), new.get(key, "")) for key in names]
    return [
        NumberChange(subject=subject, label=label, before=earlier, after=later)
        for (subject, label), earlier, later in pairs
        if earlier != later
    ]


def spoken(row: Snapshot) -> dict[tuple[str, str], str]:
    """Every number of the snapshot in words, by what it is a number of."""
    progress = progress_of(row)
    statuses = {
        ("Delivery", "computed status"): STATUS_LABELS[progress.delivery.status].lower(),
        ("Delivery", "reported status"): STATUS_LABELS[progress.reported.status].lower(),
    }
    return statuses | {(each.subject, each.label): number_text(each.number) for each in named_numbers(progress)}
