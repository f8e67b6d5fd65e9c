"""Which few interfaces make most of the trouble, in words."""

from __future__ import annotations

from tracker.analysis.interfaces.results import (
    IncidentMeasure,
    InterfacesAnalysis,
    MissingFact,
    RankingBasis,
)
from tracker.analysis.interfaces.sentences import coverage_words, range_words
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.interface_chart import interface_chart
from tracker.reporting.coordination.interface_rows import change_words, drawn_rows, interface_row, matrix, to_do
from tracker.reporting.coordination.section import Names, Section
from tracker.reporting.wording import counted, display_date, share_text

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
            "basis": f"{sentence(found.basis.reason)} {found.basis.currencies}".strip(),
            "gini": number_words(found.gini),
            "corrected_gini": number_words(found.corrected_gini),
            "matrix": matrix(found.rows, found.basis),
            "change": change_words(found.change, found) if found.basis.incidents else None,
            "coverage": f"{coverage_words(found.coverage)}.",
            "silent": [f"{each.name or 'a function'} ({counted(each.weeks, 'week')})" for each in found.silent],
            "todo": list(to_do(found.rows)),
            "unit": unit_words(found.basis),
            "has_cost": found.basis.measure is not IncidentMeasure.COUNTS,
            "resamples": f"{found.resamples:,}",
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
    told = f"{missing.what} ({', '.join(missing.who)})"
    if missing.first_on is None:
        return f"{told}, not at the pace so far"
    if missing.first_on > found.ends_on:
        return f"{told}, at the pace so far by {display_date(missing.first_on)}"
    return told


def all_missing(found: InterfacesAnalysis) -> str:
    """What is missing in one line; of a ranking that is not there, the day on which it can be."""
    if not found.missing:
        return ""
    said = f"Missing: {'; '.join(missing_words(each, found) for each in found.missing)}."
    days = [each.first_on for each in found.missing if each.first_on is not None]
    if days and not found.few:
        when = f"on {display_date(max(days))}" if max(days) > found.ends_on else "as soon as they are there"
        return f"{said} The ranking can first appear {when}."
    return said


def unit_words(basis: RankingBasis) -> str:
    """What the column of costs is called."""
    return {
        IncidentMeasure.MONEY: "Cost",
        IncidentMeasure.HOURS: "Hours lost",
        IncidentMeasure.COUNTS: "Incidents",
    }[basis.measure]


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
