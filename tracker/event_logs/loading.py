"""A log as it was looked at, into the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from programs.actions import event_logs
from programs.actions.event_logs import LogOutcome, ShownHandoffs, ShownInterface
from programs.actions.handoff_counts import LoggedHandoffs
from programs.counts import counted
from programs.errors import Refused
from programs.importing.event_logs.options import LogOptions
from programs.importing.event_logs.read import read_event_log
from programs.models import ProcessFlow, Program, User
from tracker.analysis.handoffs import Handoffs, Span
from tracker.event_logs.actors import names_groups, with_functions
from tracker.event_logs.analysis import LogAnalysis, analyze


def understand(source: BinaryIO, options: LogOptions, *, functions: dict[str, str] | None = None) -> LogAnalysis:
    """What the log says; its actors are functions where ``functions`` says which one each belongs to.

    raises  FileRefused
    """
    log = read_event_log(source, options)
    if functions is not None:
        return analyze(with_functions(log, functions), options, is_personal=False)
    return analyze(log, options, is_personal=not names_groups(options.actor))


def load(log: LogAnalysis, *, by: User, flow: ProcessFlow | None = None, keep_names: bool = False) -> LogOutcome:
    """The log's hand-offs written; loading it again changes nothing.

    keep_names  the values of the attribute become functions although they may name persons
    raises      Refused when they may and nobody asked for it, or when events could not be read; NotAllowed
    """
    if log.is_personal and not keep_names:
        raise Refused(
            "names_of_persons",
            f"“{log.actor}” may name persons, and names of persons are kept only when that is asked for. Choose an "
            "attribute that names groups, say which function each value belongs to, or ask for the names to be kept.",
        )
    return event_logs.publish(shown(log), by=by, flow=flow)


def shown(log: LogAnalysis) -> ShownHandoffs:
    """The hand-offs as the action takes them: each interface with every month of the log, also those without any."""
    return ShownHandoffs(
        source=log.source,
        interfaces=tuple(
            ShownInterface(
                from_function=each.from_actor,
                to_function=each.to_actor,
                counted=tuple(counts_of(each, log.found.months)),
            )
            for each in log.found.interfaces
        ),
    )


def counts_of(found: Handoffs, months: Sequence[Span]) -> Iterator[LoggedHandoffs]:
    """What the log shows of an interface in each of the months."""
    with_some = {each.days: each for each in found.months}
    for days in months:
        month = with_some.get(days)
        yield LoggedHandoffs(
            starts_on=days.starts_on,
            ends_on=days.ends_on,
            handoffs=month.handoffs if month else 0,
            straight_back=month.straight_back if month else 0,
            median_wait_days=month.waiting.median_days if month else None,
            p90_wait_days=month.waiting.p90_days if month else None,
        )


def flow_of(program: Program, name: str = "") -> ProcessFlow:
    """The flow of the program by its name, or the only one it has.

    raises  Refused with the names there are
    """
    flows = list(ProcessFlow.objects.filter(program=program).order_by("position", "pk"))
    found = [flow for flow in flows if not name or flow.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    if not flows:
        raise Refused("no_flow", f"{program} has no flow yet: map one first, so that the interfaces belong to it.")
    raise Refused("which_flow", f"Say which flow of {program}: {', '.join(flow.name for flow in flows)}.")


def outcome_sentence(outcome: LogOutcome) -> str:
    """One line: what was written."""
    if not (outcome.new or outcome.changed or outcome.removed):
        return f"Nothing to write: the record holds all {counted(outcome.unchanged, 'count')} of this log already."
    parts: Sequence[str] = (
        counted(len(outcome.functions), "new function"),
        counted(len(outcome.interfaces), "new interface"),
        counted(outcome.new, "new count"),
        f"{outcome.changed} changed",
        f"{outcome.unchanged} unchanged",
        f"{outcome.removed} removed",
    )
    return f"Written: {', '.join(parts)}."
