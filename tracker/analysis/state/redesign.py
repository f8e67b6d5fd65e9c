"""k1: the gate of the constraint, and the critical interfaces that are owned and redesigned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.analysis.interfaces.critical import CriticalInterface, CriticalInterfaces
from tracker.analysis.state.gates import gate_day
from tracker.analysis.state.index import HALF, measured, unmeasured
from tracker.analysis.state.question import StateMoment, StateRecord
from tracker.analysis.state.results import METHOD, StateComponent, StateMissing, StructuralSide
from tracker.progress.numbers import Gauge
from tracker.progress.words import and_words, day_words, share_words

GATE = "G1"
PMO = "Transformation PMO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """The critical interfaces of a day, and those of them that are done; None while nobody can tell which they are."""

    critical: tuple[CriticalInterface, ...] | None
    done: tuple[CriticalInterface, ...] = ()
    reason: str = ""

    @property
    def share(self) -> float | None:
        return len(self.done) / len(self.critical) if self.critical else None


def constraint_component(record: StateRecord, moment: StateMoment) -> StateComponent:
    """Half for the gate of the constraint, half for the share of critical interfaces with owner and accepted redesign.

    source  METHODS 1.5, k1
    """
    key = StructuralSide.CONSTRAINT.value
    passed_on = gate_day(record.plan, GATE, moment.on)
    is_told = record.plan.sequence is not None
    redesign = redesign_of(moment.interfaces, moment.on)
    gauge = Gauge(METHOD, "ratio", int(is_told) + len(redesign.critical or ()))
    known = HALF * is_told + HALF * (redesign.share is not None)
    missing = (*gate_missing(record, passed_on, moment.on), *interface_missing(redesign, moment))
    if not known:
        return replace(unmeasured(key, gauge.insufficient(redesign.reason)), missing=missing)
    value = HALF * (passed_on is not None) + HALF * (redesign.share or 0.0)
    share = gauge.value(value) if known == 1 else gauge.degraded(value, redesign.reason or "no gate is reckoned")
    words = and_words([*gate_words(passed_on, is_told=is_told), *interface_words(redesign)])
    return replace(measured(key, share, known=known, words=words), missing=missing)


def redesign_of(found: CriticalInterfaces | None, day: date) -> Redesign:
    """The interfaces that make 80 % of the trouble, and those of them that are done by the day."""
    if found is None or not found.rows:
        return Redesign(critical=None, reason=found.reason if found else "nobody asked for the interfaces of this day")
    return Redesign(critical=found.rows, done=tuple(each for each in found.rows if is_done(each, day)))


def is_done(row: CriticalInterface, day: date) -> bool:
    """Whether somebody owns the interface and its redesign stood accepted on the day."""
    return bool(row.owner) and row.redesign_accepted_on is not None and row.redesign_accepted_on <= day


def gate_words(passed_on: date | None, *, is_told: bool) -> Iterator[str]:
    if is_told:
        yield f"constraint gate passed on {day_words(passed_on)}" if passed_on else "constraint gate not passed"


def interface_words(redesign: Redesign) -> Iterator[str]:
    if redesign.critical is not None:
        verb = "redesigned" if redesign.done else "none redesigned of"
        count = len(redesign.critical)
        told = share_words(len(redesign.done), count, "critical interface") if redesign.done else ""
        yield f"{told} {verb}" if told else f"{verb} {count} critical {'interface' if count == 1 else 'interfaces'}"


def gate_missing(record: StateRecord, passed_on: date | None, day: date) -> Iterator[StateMissing]:
    """What stands before the constraint gate."""
    if passed_on is not None or record.plan.sequence is None:
        return
    gate = next((each for each in record.plan.sequence.gates if each.code == GATE), None)
    earliest = gate.earliest_on if gate and day == record.now.on else None
    yield StateMissing(what="the constraint gate is to be passed", who=PMO, first_on=earliest, is_unmeasured=False)


def interface_missing(redesign: Redesign, moment: StateMoment) -> Iterator[StateMissing]:
    """Why nobody can tell which interfaces are critical, or what each of them lacks."""
    if redesign.critical is None:
        for each in moment.interfaces.missing if moment.interfaces else ():
            who = and_words(each.who) or PMO
            yield StateMissing(what=each.what, who=who, first_on=each.first_on, is_unmeasured=True)
        return
    for row in redesign.critical:
        if is_done(row, moment.on):
            continue
        name = f"{row.from_function} to {row.to_function}"
        what = f"an accepted redesign of {name}" if row.owner else f"an owner and an accepted redesign of {name}"
        yield StateMissing(what=what, who=row.owner or PMO, first_on=moment.on, is_unmeasured=False)
