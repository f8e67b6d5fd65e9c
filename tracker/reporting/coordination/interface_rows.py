"""The rows of the page of interfaces: each interface, the matrix, the two periods, what is to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.analysis.interfaces.results import (
    AnswerCoverage,
    IncidentMeasure,
    InterfacesAnalysis,
    InterfaceStanding,
    RankedInterface,
    RankingBasis,
    RankingChange,
)
from tracker.reporting.wording import Json, counted, display_date, money_text, share_text

DRAWN = 12
"""So many interfaces are drawn, and the others as one bar; the table has them all."""


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
        "standing": row.standing.value if row.standing else "",
        "exposure": exposure_words(row),
        "exposure_source": source_words(row),
        "exposure_none": "not known" if row.exposure else "not counted",
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
    """``3.0 (1.1 to 6.5)`` per 100 hand-offs; empty where nobody counted, or no incident is recorded."""
    rate = row.exposure.per_100 if row.exposure else None
    if rate is None or not rate.value or rate.interval is None:
        return ""
    return f"{rate.value:.2g} ({rate.interval[0]:.2g} to {rate.interval[1]:.2g})"


def source_words(row: RankedInterface) -> str:
    """``6 in 200 hand-offs, 30 days, Order system``; none recorded is not none."""
    if row.exposure is None:
        return ""
    known = row.exposure
    incidents = f"{known.incidents:,}" if known.incidents else "none recorded"
    handoffs, days = counted(known.handoffs, "hand-off"), counted(known.days, "day")
    return f"{incidents} in {handoffs}, {days}, {known.source}"


def answers(coverage: AnswerCoverage) -> str:
    """``12 of 24``; empty where nobody was expected to answer."""
    return f"{coverage.reported} of {coverage.expected}" if coverage.expected else ""


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
