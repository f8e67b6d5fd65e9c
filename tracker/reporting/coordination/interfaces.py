"""Which few interfaces make most of the trouble, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.analysis.interfaces.results import (
    AnswerCoverage,
    IncidentMeasure,
    InterfacesAnalysis,
    InterfaceStanding,
    MissingFact,
    RankedInterface,
    RankingBasis,
    RankingChange,
)
from tracker.analysis.interfaces.sentences import coverage_words, range_words
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.interface_chart import interface_chart
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.wording import Json, counted, display_date, money_text, share_text

DRAWN = 12
"""So many interfaces are drawn, and the others as one bar; the table has them all."""

HOW_TO_READ = (
    "Bars: the share of each interface, the largest first. Solid: critical. Dashed outline: borderline, it may or may "
    "not belong to the few. Pale: outside. Line: what the interfaces down to here make together."
)


def interface_section(found: InterfacesAnalysis, names: Names) -> Section:
    """The interfaces of a program in words."""
    del names  # A result names the functions of its interfaces itself: they are part of what was analyzed.
    rows = [interface_row(row, found.basis) for row in found.rows]
    drawn = list(drawn_rows(rows, found)) if found.few else []
    return Section(
        sentence=found.sentence,
        is_known=bool(found.few),
        rests_on=rests_on(found),
        missing=all_missing(found),
        chart=interface_chart(drawn, shares=[float(few.share) for few in found.few]) if drawn else None,
        chart_alt=" ".join(f"{row['told']}: {row['share_text']}, {row['standing']}." for row in drawn),
        chart_note=HOW_TO_READ if drawn else "",
        data={
            "rows": rows,
            "few": [few.sentence for few in found.few],
            "verdict": found.verdict_words,
            "ties": ties(found),
            "basis": sentence(found.basis.reason),
            "gini": number_words(found.gini),
            "corrected_gini": number_words(found.corrected_gini),
            "matrix": matrix(found.rows, found.basis),
            "change": change_words(found.change, found) if found.basis.incidents else None,
            "coverage": sentence(coverage_words(found.coverage)),
            "silent": [f"{each.name or 'a function'} ({counted(each.weeks, 'week')})" for each in found.silent],
            "todo": list(to_do(found.rows)),
            "unit": unit_words(found.basis),
            "has_cost": found.basis.measure is not IncidentMeasure.COUNTS,
            "resamples": f"{found.resamples:,}",
            "is_provisional": found.is_provisional,
        },
    )


def rests_on(found: InterfacesAnalysis) -> str:
    """How many incidents of which days; empty without any."""
    basis = found.basis
    if not basis.incidents:
        return ""
    days = f"{display_date(found.starts_on)} to {display_date(found.ends_on)}"
    if not basis.without:
        return f"{counted(basis.incidents, 'incident')}, {days}"
    return f"{basis.counted} of {counted(basis.incidents, 'incident')}, {days}"


def missing_words(missing: MissingFact, found: InterfacesAnalysis) -> str:
    """What is missing, who has it, and when it can be there where that is not today."""
    told = f"Missing: {missing.what} ({', '.join(missing.who)})"
    if missing.first_on is None:
        return f"{told}; not at the pace so far."
    if missing.first_on > found.ends_on:
        return f"{told}; at the pace so far by {display_date(missing.first_on)}."
    return f"{told}."


def all_missing(found: InterfacesAnalysis) -> str:
    """What is missing in one line; of a ranking that is not there, the day on which it can be."""
    said = [missing_words(each, found) for each in found.missing]
    days = [each.first_on for each in found.missing if each.first_on is not None]
    if days and not found.few:
        said.append(f"The ranking can first appear on {display_date(max(days))}.")
    return " ".join(said)


def unit_words(basis: RankingBasis) -> str:
    """What the column of costs is called."""
    return {
        IncidentMeasure.MONEY: f"Cost, {basis.unit}",
        IncidentMeasure.HOURS: "Hours lost",
        IncidentMeasure.COUNTS: "Incidents",
    }[basis.measure]


def cost_words(row: RankedInterface, basis: RankingBasis) -> str:
    """What the incidents of an interface cost, by the measure; empty without any. That none states it is not 0."""
    if not row.incidents:
        return ""
    if not row.counted:
        return "not stated"
    amount = float(row.cost)
    match basis.measure:
        case IncidentMeasure.MONEY:
            return money_text(amount, basis.unit)
        case IncidentMeasure.HOURS:
            return counted(round(amount), "hour")
        case IncidentMeasure.COUNTS:
            return counted(round(amount), "incident")


def interface_row(row: RankedInterface, basis: RankingBasis) -> Json:
    """One interface for table and chart."""
    return {
        "uid": row.uid,
        "rank": row.rank,
        "from_function": row.from_function,
        "to_function": row.to_function,
        "told": f"{row.from_function} to {row.to_function}",
        "owner": row.owner,
        "redesign": display_date(row.redesign_accepted_on),
        "is_used": row.is_used,
        "incidents": row.incidents,
        "without": row.incidents - row.counted,
        "cost": cost_words(row, basis),
        "share": row.share or 0.0,
        "reached": row.reached or 0.0,
        "share_text": "" if row.share is None else share_text(row.share, 1),
        "reached_text": "" if row.reached is None else share_text(row.reached, 1),
        "inclusion": "" if row.inclusion_80 is None else f"{share_text(row.inclusion_80, 1)} of redraws",
        "inclusion_70": "" if row.inclusion_70 is None else f"{share_text(row.inclusion_70, 1)} of redraws",
        "standing": row.standing.value if row.standing else "",
        "exposure": exposure_words(row),
        "exposure_source": source_words(row),
        "coverage": answers(row.coverage),
    }


def drawn_rows(rows: Sequence[Json], found: InterfacesAnalysis) -> Iterator[Json]:
    """The largest interfaces, and all others as one."""
    yield from rows[:DRAWN]
    others = rows[DRAWN:]
    if others:
        share = sum(row.share or 0.0 for row in found.rows[DRAWN:])
        name = counted(len(others), "other interface")
        yield rows[-1] | {
            "from_function": name,
            "to_function": "",
            "told": name,
            "cost": "",
            "share": share,
            "reached": 1.0,
            "share_text": share_text(share, 1),
            "reached_text": "100%",
            "inclusion": "",
            "standing": InterfaceStanding.OUTSIDE.value,
        }


def exposure_words(row: RankedInterface) -> str:
    """``3.0 (1.1 to 6.5)`` per 100 hand-offs; empty where nobody counted."""
    rate = row.exposure.per_100 if row.exposure else None
    if rate is None or rate.value is None or rate.interval is None:
        return ""
    return f"{rate.value:.2g} ({rate.interval[0]:.2g} to {rate.interval[1]:.2g})"


def source_words(row: RankedInterface) -> str:
    """``6 incidents in 200 hand-offs of 30 days, Order system``."""
    if row.exposure is None:
        return ""
    known = row.exposure
    handoffs = counted(known.handoffs, "hand-off")
    return f"{counted(known.incidents, 'incident')} in {handoffs} of {counted(known.days, 'day')}, {known.source}"


def answers(coverage: AnswerCoverage) -> str:
    """``12 of 24``; empty where nobody was expected to answer."""
    return f"{coverage.reported} of {coverage.expected}" if coverage.expected else ""


def number_words(number: Number) -> str:
    """``0.57 (0.49 to 0.65)``; empty without a value."""
    if number.value is None or number.interval is None:
        return ""
    return f"{number.value:.2f} ({number.interval[0]:.2f} to {number.interval[1]:.2f})"


def ties(found: InterfacesAnalysis) -> list[str]:
    """What was done about equals at the cut."""
    told = {row.uid: f"{row.from_function} to {row.to_function}" for row in found.rows}
    said = []
    for few in found.few:
        share = share_text(float(few.share), 1)
        if few.whole_tie:
            said.append(f"At {share} the last two are equal, so both are in.")
        elif few.tied:
            names = "; ".join(told[uid] for uid in few.tied)
            low = min(number for number, row in enumerate(found.rows, start=1) if row.uid in few.tied)
            places = range_words(low, low + len(few.tied) - 1)
            said.append(f"At {share} places {places} are equal and could stand for each other: {names}.")
    return said


def matrix(rows: Sequence[RankedInterface], basis: RankingBasis) -> Json:
    """Incidents from function (row) to function (column); an empty cell is no interface."""
    names = {row.from_uid: row.from_function for row in rows} | {row.to_uid: row.to_function for row in rows}
    senders = sorted({row.from_uid for row in rows}, key=lambda uid: (names[uid], uid))
    receivers = sorted({row.to_uid for row in rows}, key=lambda uid: (names[uid], uid))
    cells = {(row.from_uid, row.to_uid): row for row in rows}
    lines = []
    for sender in senders:
        found = [cells.get((sender, receiver)) for receiver in receivers]
        lines.append({"name": names[sender], "cells": [cell and matrix_cell(cell, basis) for cell in found]})
    return {"receivers": [names[uid] for uid in receivers], "lines": lines}


def matrix_cell(row: RankedInterface, basis: RankingBasis) -> Json:
    """One interface in the matrix."""
    return {
        "uid": row.uid,
        "told": f"{row.from_function} to {row.to_function}",
        "incidents": row.incidents,
        "cost": cost_words(row, basis) if basis.measure is not IncidentMeasure.COUNTS else "",
        "standing": row.standing.value if row.standing else "",
    }


def change_words(change: RankingChange, found: InterfacesAnalysis) -> Json:
    """The later half of the window beside the one before."""
    told = {row.uid: f"{row.from_function} to {row.to_function}" for row in found.rows}
    periods = [
        {
            "days": f"{display_date(each.starts_on)} to {display_date(each.ends_on)}",
            "incidents": each.incidents,
            "few": [told[uid] for uid in each.uids],
            "coverage": answers(each.coverage) or "nobody asked",
        }
        for each in (change.last, change.before)
    ]
    return {
        "sentence": change.sentence,
        "periods": periods,
        "entered": [told[uid] for uid in change.entered],
        "left": [told[uid] for uid in change.left],
    }


def to_do(rows: Sequence[RankedInterface]) -> Iterator[Json]:
    """What the vital few still lack: somebody who owns it, and a redesign that others stand for."""
    for row in rows:
        lacks = [
            word
            for word, is_there in (("an owner", row.owner), ("an accepted redesign", row.redesign_accepted_on))
            if not is_there
        ]
        if row.standing in (InterfaceStanding.CRITICAL, InterfaceStanding.BORDERLINE) and lacks:
            yield {
                "uid": row.uid,
                "told": f"{row.from_function} to {row.to_function}",
                "standing": row.standing.value,
                "lacks": " and ".join(lacks),
            }
