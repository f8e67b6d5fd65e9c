"""The hand-offs that an event log shows, in the record: functions, interfaces and their counts, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from programs.actions import flow_interfaces, functions, handoff_counts, interfaces
from programs.actions.base import all_or_nothing, require
from programs.actions.handoff_counts import LoggedHandoffs
from programs.errors import Refused
from programs.models import BusinessFunction, FlowInterface, HandoffCount, Interface, ProcessFlow, User

MOST_FUNCTIONS = 200
MOST_COUNTS = 50_000
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInterface:
    """What passed from one function to another, by their names and by spans of days, in their order."""

    from_function: str
    to_function: str
    counted: tuple[LoggedHandoffs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHandoffs:
    """All hand-offs that a log shows.

    source  under which its counts are kept; what the same source counted otherwise before is replaced
    """

    source: str
    interfaces: tuple[ShownInterface, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOutcome:
    """What was written: names of new functions, new interfaces as pairs of names, and counts by what became of them."""

    functions: tuple[str, ...]
    interfaces: tuple[tuple[str, str], ...]
    new: int
    changed: int
    unchanged: int
    removed: int


def publish(shown: ShownHandoffs, *, by: User, flow: ProcessFlow | None = None) -> LogOutcome:
    """The log's hand-offs in the record; the same log again changes nothing.

    flow    uses the interfaces from now on; without one they are only kept, which stewards may
    raises  NotAllowed when ``by`` may not write one of them; Refused when the names cannot be functions
    """
    require(by, "add_shared")
    check_names(shown)
    with all_or_nothing():
        before = {count.pk: count.version for count in HandoffCount.objects.filter(source=shown.source)}
        known, new_functions = functions_of(shown, by=by)
        pairs, new_interfaces = interfaces_of(shown, known, by=by, flow=flow)
        counted = {pairs[each.from_function, each.to_function]: each.counted for each in shown.interfaces}
        no_more = Interface.objects.filter(handoff_counts__source=shown.source).exclude(
            pk__in=[it.pk for it in counted]
        )
        counted |= dict.fromkeys(no_more.distinct(), ())
        written = [
            count
            for interface, spans in counted.items()
            for count in handoff_counts.count_logged(interface, by=by, source=shown.source, counted=spans)
        ]
    versions = [before.get(count.pk) for count in written]
    return LogOutcome(
        functions=tuple(new_functions),
        interfaces=tuple(new_interfaces),
        new=versions.count(None),
        changed=sum(old not in (None, count.version) for old, count in zip(versions, written, strict=True)),
        unchanged=sum(old == count.version for old, count in zip(versions, written, strict=True)),
        removed=len(before.keys() - {count.pk for count in written}),
    )


def check_names(shown: ShownHandoffs) -> None:
    """Returns when there is something to write and the names can be those of functions."""
    names = names_in(shown)
    if not names:
        raise Refused("no_handoffs", "The log shows no hand-off, so there is nothing to load.")
    if len(names) > MOST_FUNCTIONS:
        raise Refused(
            "too_many_functions",
            f"The log names {len(names)} different actors. These are hardly functions: choose an attribute that names "
            f"groups, or say which function each belongs to. At most {MOST_FUNCTIONS} are loaded.",
        )
    if (counts := sum(len(each.counted) for each in shown.interfaces)) > MOST_COUNTS:
        raise Refused(
            "too_many_counts",
            f"The log gives {counts:,} counts by interface and month, of which {MOST_COUNTS:,} at most are loaded: "
            "leave out the days before those that matter.",
        )
    if too_long := next((name for name in names if len(name) > LONGEST_NAME), ""):
        raise Refused("name_too_long", f"“{too_long[:40]}…” is too long for the name of a function.")


def names_in(shown: ShownHandoffs) -> list[str]:
    """Names of all functions, in order of the alphabet."""
    return sorted({name for each in shown.interfaces for name in (each.from_function, each.to_function)})


def functions_of(shown: ShownHandoffs, *, by: User) -> tuple[dict[str, BusinessFunction], list[str]]:
    """The functions by name, and the names of those that are new; capitals do not make another function.

    raises  Refused when several functions have a name and none of them stands at the top
    """
    kept: dict[str, list[BusinessFunction]] = {}
    for function in BusinessFunction.objects.order_by("pk"):
        kept.setdefault(function.name.casefold(), []).append(function)
    found, new = {}, []
    for name in names_in(shown):
        same = kept.get(name.casefold(), [])
        at_top = [each for each in same if each.parent_id is None]
        if len(same) > 1 and len(at_top) != 1:
            raise Refused("ambiguous_function", f"Several functions are called {name}: rename all but one.")
        if same:
            found[name] = at_top[0] if at_top else same[0]
        else:
            found[name] = functions.create(name, by=by)
            kept[name.casefold()] = [found[name]]
            new.append(name)
    return found, new


def interfaces_of(
    shown: ShownHandoffs, known: Mapping[str, BusinessFunction], *, by: User, flow: ProcessFlow | None
) -> tuple[dict[tuple[str, str], Interface], list[tuple[str, str]]]:
    """The interfaces by the names of their functions, used by the flow when there is one; and those that are new."""
    ids = [function.pk for function in known.values()]
    kept = {
        (each.from_function_id, each.to_function_id): each
        for each in Interface.objects.filter(from_function__in=ids, to_function__in=ids)
    }
    used = set(FlowInterface.objects.filter(flow=flow).values_list("interface_id", flat=True)) if flow else set()
    found, new = {}, []
    for each in shown.interfaces:
        pair = (each.from_function, each.to_function)
        giver, receiver = known[pair[0]], known[pair[1]]
        there = kept.get((giver.pk, receiver.pk))
        if there is None:
            new.append(pair)
        if flow is not None and (there is None or there.pk not in used):
            there = flow_interfaces.use_pair(flow, by=by, from_function=giver, to_function=receiver).interface
        elif there is None:
            there = interfaces.create(giver, by=by, to_function=receiver)
        found[pair] = there
    return found, new
