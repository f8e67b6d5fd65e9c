"""What is not as the plan has it, beside what is late: order, length, dates that are not possible, and scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.progress.results import (
    BaselineProgress,
    EarlyItem,
    GateProgress,
    HorizonProgress,
    LongItem,
    ProgramProgress,
    ScopeItem,
)
from tracker.reporting.sections.gates import not_before_text, soon_text
from tracker.reporting.wording import Json, counted, display_date, joined, share_text

Item = TypeVar("Item", EarlyItem, LongItem, ScopeItem)
WHY_SPLIT = (
    "Longer than two review periods: two weeks of structural work, two months of cultural work. Nothing of an item "
    "counts until all of it is accepted, so split it into parts that can be accepted one by one."
)
WHY_OUT_OF_ORDER = "It counts as done, but what should have come first may still change it."
WHY_TOO_SOON = "What the gate needs at the least takes longer: state another finish, or bring forward what holds it up."
WHY_DESCOPED = "The first baseline keeps the weight, and it stays unearned."
WHY_ADDED = "Not in the first baseline: counted for the newest plan alone."


def out_of_line_section(progress: ProgramProgress, sequence: Json) -> list[Json]:
    """Each kind with its items, their number and what follows from it; kinds without items are left out.

    sequence  the section of the sequence, whose rows say what ran ahead of a gate
    """
    gates = progress.sequence.gates
    groups = [
        group("out-of-order", "done out of order", rows=order_rows(progress, sequence), note=order_note(progress)),
        group("too-long", "to be split", rows=long_rows(progress.horizons), note=WHY_SPLIT),
        group("too-soon", "planned earlier than possible", rows=soon_rows(gates), note=WHY_TOO_SOON, noun="gate"),
        group("descoped", "taken out of the plan", rows=descoped_rows(progress), note=descoped_note(progress)),
        group("added", "added since the first plan", rows=added_rows(progress), note=added_note(progress)),
    ]
    return [each for each in groups if each["rows"]]


def group(key: str, what: str, *, rows: Sequence[Json], note: str, noun: str = "item") -> Json:
    """One kind: ``3 items done out of order`` with the rows behind it, and all of it as one sentence."""
    title = f"{counted(len(rows), noun)} {what}"
    names = joined([row["name"] for row in rows])
    return {"key": key, "title": title, "note": note, "rows": list(rows), "sentence": f"{title}: {names}."}


def order_rows(progress: ProgramProgress, sequence: Json) -> list[Json]:
    """What ran ahead of an open gate, in its own words, and what else came before its time in the plan."""
    ahead = [row_of(each["uid"], each["name"], each["text"]) for each in sequence["out_of_order"]]
    told = {row["uid"] for row in ahead}
    early = by_item((each, horizon) for horizon in progress.horizons for each in early_of(horizon))
    return ahead + [
        row_of(
            each.uid,
            each.name,
            early_text(each),
            waits=waits,
        )
        for each, waits in early
        if each.uid not in told
    ]


def early_text(item: EarlyItem) -> str:
    """What should have come first, where that is open still; else the two days."""
    done = f"accepted on {display_date(item.accepted_on)}"
    if item.open_planned_on is None:
        return f"{done}, planned for {display_date(item.planned_on)}"
    return f"{done} while “{item.open_name}”, planned for {display_date(item.open_planned_on)}, is still open"


def early_of(horizon: HorizonProgress) -> tuple[EarlyItem, ...]:
    """What was accepted before its time in the original plan."""
    return horizon.original.early if horizon.original else ()


def order_note(progress: ProgramProgress) -> str:
    """The share of the accepted work that came in the planned order, for each horizon that has one."""
    shares = [f"{share} for {horizon.label.lower()}" for horizon in progress.horizons if (share := order_text(horizon))]
    told = f" Share of the accepted work that came in the planned order: {', '.join(shares)}." if shares else ""
    return f"{WHY_OUT_OF_ORDER}{told}"


def order_text(horizon: HorizonProgress) -> str:
    """``85%`` of the accepted work came in the planned order; empty while nothing is accepted."""
    order = horizon.original.order if horizon.original else None
    return "" if order is None or order.value is None else share_text(order.value, 1)


def long_rows(horizons: Iterable[HorizonProgress]) -> list[Json]:
    """Open items that must be split, longest first."""
    found = by_item((each, horizon) for horizon in horizons for each in horizon.too_long)
    ordered = sorted(found, key=lambda pair: (-pair[0].days, pair[0].uid))
    return [row_of(each.uid, each.name, f"planned to take {counted(each.days, 'day')}", waits=w) for each, w in ordered]


def soon_rows(gates: Iterable[GateProgress]) -> list[Json]:
    """Open gates that the plan, or the latest stated finish, has before their earliest possible date.

    What holds several of them up is told at the first.
    """
    rows: list[Json] = []
    told: set[str] = set()
    for gate in gates:
        if soon_text(gate):
            bound = not_before_text(gate, is_told=gate.earliest_gate in told)
            rows.append(row_of(gate.item_uid, f"{gate.code} {gate.name}", f"{soon_text(gate)}; {bound}"))
            told.add(gate.earliest_gate)
    return rows


def descoped_rows(progress: ProgramProgress) -> list[Json]:
    """Items of the first plan that left it, with their weight there."""
    return scope_rows((each, horizon) for horizon in progress.horizons for each in descoped_of(horizon))


def descoped_of(horizon: HorizonProgress) -> tuple[ScopeItem, ...]:
    return horizon.original.descoped if horizon.original else ()


def added_rows(progress: ProgramProgress) -> list[Json]:
    """Items of the newest plan that the first does not have, with their weight."""
    return scope_rows((each, horizon) for horizon in progress.horizons for each in added_of(horizon))


def added_of(horizon: HorizonProgress) -> tuple[ScopeItem, ...]:
    return horizon.current.added if horizon.current else ()


def scope_rows(items: Iterable[tuple[ScopeItem, HorizonProgress]]) -> list[Json]:
    """Each item once, by planned day."""
    ordered = sorted(by_item(items), key=lambda pair: (pair[0].planned_on, pair[0].uid))
    return [
        row_of(
            each.uid,
            each.name,
            f"weight {each.weight:g}, planned for {display_date(each.planned_on)}, {state_text(each)}",
            waits=waits,
        )
        for each, waits in ordered
    ]


def state_text(item: ScopeItem) -> str:
    return "accepted" if item.accepted else "open"


def descoped_note(progress: ProgramProgress) -> str:
    """What leaving means, and how much it is of each horizon."""
    pairs = [(horizon, horizon.original, descoped_of(horizon)) for horizon in progress.horizons]
    return f"{WHY_DESCOPED} {'; '.join(weights_of(pairs))}."


def added_note(progress: ProgramProgress) -> str:
    """What coming later means, and how much it is of each horizon."""
    pairs = [(horizon, horizon.current, added_of(horizon)) for horizon in progress.horizons]
    return f"{WHY_ADDED} {'; '.join(weights_of(pairs))}."


def weights_of(
    found: Iterable[tuple[HorizonProgress, BaselineProgress | None, tuple[ScopeItem, ...]]],
) -> Iterator[str]:
    """``Day 90: weight 6, 5% of baseline 2``, for each horizon that has any."""
    for horizon, baseline, items in found:
        if baseline is not None and items:
            weight, total = sum(each.weight for each in items), baseline.total_weight.value
            share = f", {share_text(weight, total)} of baseline {baseline.baseline_number}" if total else ""
            yield f"{horizon.label}: weight {weight:g}{share}"


def by_item(found: Iterable[tuple[Item, HorizonProgress]]) -> list[tuple[Item, list[str]]]:
    """Each item once, with the horizons that have it."""
    waiting: dict[str, tuple[Item, list[str]]] = {}
    for each, horizon in found:
        waiting.setdefault(each.uid, (each, []))[1].append(horizon.label)
    return list(waiting.values())


def row_of(uid: str, name: str, text: str, *, waits: Sequence[str] = ()) -> Json:
    """One item; ``waits`` are the horizons that have it."""
    return {"uid": uid, "name": name, "text": text, "horizons_text": ", ".join(waits), "sentence": f"{name}: {text}."}
