"""Whether the order of the change is kept, in words."""

from __future__ import annotations

from tracker.analysis.guard.results import GuardAnalysis, GuardGate, GuardStanding, WaiverStanding
from tracker.progress.numbers import State
from tracker.progress.words import and_words
from tracker.reporting.coordination.guard_rows import (
    baseline_words,
    flow_words,
    gate_row,
    gate_words,
    missing_row,
    owed_words,
    violation_row,
    waiver_row,
)
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.wording import Json, counted, display_date

MOST_TOLD = 2
"""So many missing things are told in the answer; the rows have them all."""
NOT_IN_RECORD = (GuardStanding.ON_PAPER, GuardStanding.PASSED_BEFORE)


def guard_section(found: GuardAnalysis, _names: Names) -> Section:
    """The order of one program in words."""
    if found.state is not State.VALUE:
        return Section(
            sentence=f"There is no order to guard: {found.reason[:1].lower()}{found.reason[1:]}", is_known=False
        )
    return Section(
        sentence=" ".join(part for part in (kept_words(found), paper_words(found), next_words(found)) if part),
        is_known=True,
        rests_on=rests_on(found),
        missing=missing_words(found),
        data={
            "gates": [gate_row(each, found) for each in found.gates],
            "first_flow": found.flow_name,
            "flows": [flow_words(each) for each in found.flows[1:]],
            "baselines": [baseline_words(each) for each in found.baselines],
            "changing": changing_words(found),
            "violations": [violation_row(each) for each in found.violations],
            "counts": " ".join(part for part in (count_words_of(found), behind_words(found)) if part),
            "waivers": [waiver_row(each) for each in found.waivers],
        },
    )


def kept_words(found: GuardAnalysis) -> str:
    """Whether the order is kept: what stands goes before what was mended, and that before what is waived."""
    standing = [each for each in found.violations if each.stands]
    broken = [each for each in found.violations if not each.is_waived]
    waived = [each for each in found.violations if each.is_waived]
    if standing:
        newest = standing[0]
        since = f", the newest since {display_date(newest.on)}" if newest.on else ""
        verb = "stands" if len(standing) == 1 else "stand"
        return f"The order is not kept: {counted(len(standing), 'violation')} {verb}{since}."
    until = max((each.waived_until for each in waived if each.waived_until), default=None)
    leave = f" with leave of the committee until {display_date(until)}" if until else ""
    if broken:
        last = max((each.on for each in broken if each.on), default=None)
        ago = f", last on {display_date(last)}" if last else ""
        return f"The order is kept today{leave}; it was broken {times(len(broken))}{ago}."
    if until:
        count = counted(sum(1 for each in waived if each.waived_until), "violation")
        return f"The order is kept only{leave}: {count} {'is' if count.startswith('1 ') else 'are'} waived."
    return "The order is kept so far: no rule of it was broken."


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def paper_words(found: GuardAnalysis) -> str:
    """Gates that were passed and that the record does not show."""
    named = [gate_name(each) for each in found.gates if each.standing in NOT_IN_RECORD]
    if not named:
        return ""
    return f"But {and_words(named)} {'was' if len(named) == 1 else 'were'} passed, and the record does not show it."


def paper_words_short(found: GuardAnalysis) -> str:
    """The same by the codes of the gates, for the first screen."""
    codes = [each.code for each in found.gates if each.standing in NOT_IN_RECORD]
    if not codes:
        return ""
    return f"But {and_words(codes)} {'was' if len(codes) == 1 else 'were'} passed, and the record does not show it."


def gate_name(gate: GuardGate) -> str:
    return f"{gate.code} ({gate.name[:1].lower()}{gate.name[1:]})"


def next_words(found: GuardAnalysis) -> str:
    """The next gate and how it stands."""
    gate = found.gate(found.next_gate)
    if gate is None:
        return "Every gate is passed."
    return f"Next is {gate_name(gate)}: {gate_words(gate)}."


def missing_words(found: GuardAnalysis) -> str:
    """What the next gate lacks first, with who owes it and from when it is possible."""
    gate = found.gate(found.next_gate)
    if gate is None or not gate.missing:
        return ""
    told = " ".join(f"{each.words} {owed_words(each, found.as_of)}" for each in gate.missing[:MOST_TOLD])
    rest = len(gate.missing) - MOST_TOLD
    return f"{told} And {rest} more." if rest > 0 else told


def rests_on(found: GuardAnalysis) -> str:
    """How many gates the record fulfills, and by which flow they are judged."""
    count = f"{found.fulfilled.value or 0:.0f} of {len(found.gates)} gates fulfilled by the record"
    return f"{count} of {found.flow_name}" if found.flow_name else count


def count_words_of(found: GuardAnalysis) -> str:
    """How many violations, how many of them stand or are waived."""
    if not found.violations:
        return "Nothing on record goes against the order."
    broken, standing, waived = (round(each.value or 0) for each in (found.broken, found.standing, found.waived))
    parts = [f"{counted(broken, 'violation')}, {standing or 'none'} of {'them' if broken != 1 else 'it'} standing"]
    parts = parts if broken else ["No violation without leave"]
    if waived:
        parts.append(f"{waived} more waived" if broken else f"{waived} waived")
    return f"{'; '.join(parts)}."


def behind_words(found: GuardAnalysis) -> str:
    """How many programs stand in the change load with old counts, or with none; empty when none does."""
    if not found.load_behind:
        return ""
    count = counted(found.load_behind, "active program")
    verb = "was" if found.load_behind == 1 else "were"
    return f"The change load is not whole: {count} {verb} not counted since yesterday."


def changing_words(found: GuardAnalysis) -> str:
    """How long the first structural change has been in effect."""
    if found.changing.value is None:
        return found.changing.reason
    days = round(found.changing.value)
    return (
        f"The first structural change took effect {counted(days, 'day')} ago."
        if days
        else ("The first structural change took effect today.")
    )


def guard_summary(found: GuardAnalysis) -> Json:
    """What the page of the program shows: the next gate with what it lacks, and how many violations there are."""
    gate = found.gate(found.next_gate)
    kept = " ".join(part for part in (kept_words(found), paper_words_short(found)) if part)
    holding = [each for each in found.waivers if each.standing is WaiverStanding.HOLDS]
    return {
        "sentence": kept if found.state is State.VALUE else found.reason,
        "gate": gate_row(gate, found) if gate else None,
        "missing": [missing_row(each, found.as_of) for each in gate.missing] if gate else [],
        "broken": round(found.broken.value or 0),
        "standing": round(found.standing.value or 0),
        "waived": round(found.waived.value or 0),
        "waivers": len(holding),
    }
