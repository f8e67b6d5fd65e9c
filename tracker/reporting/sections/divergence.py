"""People's word beside the computed statuses over the last weeks: a sentence, a strip of weeks, the days behind it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tracker.progress.divergence import Against, ComparedDay, ComparedWeek, Divergence, Stands
from tracker.progress.results import Status
from tracker.progress.words import count_words
from tracker.reporting.wording import STATUS_LABELS, Json, display_date, iso

SIGNS = {Stands.SAME: "=", Stands.BETTER: "\N{UPWARDS ARROW}", Stands.WORSE: "\N{DOWNWARDS ARROW}", Stands.UNKNOWN: "·"}
WEEK_WORDS = {
    Stands.SAME: "the same color",
    Stands.BETTER: "reported better",
    Stands.WORSE: "reported worse",
    Stands.UNKNOWN: "not known",
}
LEGEND = ", ".join(f"{sign} {WEEK_WORDS[stands]}" for stands, sign in SIGNS.items())
THAN = {Stands.SAME: "the same as", Stands.BETTER: "better than", Stands.WORSE: "worse than"}


def divergence_section(found: Divergence | None) -> Json | None:
    """The section of a page or report; None where there is nothing to compare in any of the weeks."""
    if found is None or not any(_is_told(side) for side in (found.delivery, found.result)):
        return None
    days = [week.day for week in found.weeks if week.day is not None]
    return {
        "first_on_text": display_date(found.first_day),
        "delivery": _side(found.delivery),
        "result": _side(found.result),
        "alt": _strip_words(found.weeks),
        "legend": LEGEND,
        "weeks": [_week_row(week) for week in found.weeks],
        "columns": ["Day", "Reported", "Delivery", "Result", "Reported was"],
        "days": _day_rows(found),
        "filled_in": _filled_in(days),
    }


def with_divergence(document: Json, over_time: Json | None) -> Json:
    """The document of a page or report with the section; where the two differ, it says for how long."""
    changed: Json = {"over_time": over_time}
    for key, side in (("computed", "delivery"), ("result", "result")):
        said = over_time[side]["sentence"] if over_time else ""
        if said and document.get(key):
            changed[key] = document[key] | {"diverges": True, "divergence_sentence": said, "divergence_brief": said}
    return document | changed


def _is_told(side: Against) -> bool:
    return bool(side.agreement or side.sentence)


def _side(side: Against) -> Json:
    return {
        "stands": side.stands.value,
        "sentence": side.sentence,
        "agreement": side.agreement,
        "since": iso(side.since),
        "agreed": side.agreed,
        "n": side.share.n,
    }


def _week_row(week: ComparedWeek) -> Json:
    """One place of the strip: where the reported status stood against Delivery at the end of the week."""
    stands = _stands(week.day)
    said = f"reported {_color(week.day.reported)}, Delivery {_color(week.day.delivery)}" if week.day else "not stored"
    return {
        "ends_on": iso(week.ends_on),
        "stands": stands.value,
        "sign": SIGNS[stands],
        "words": f"Week to {display_date(week.ends_on)}: {said}: {WEEK_WORDS[stands]}",
    }


def _strip_words(weeks: Iterable[ComparedWeek]) -> str:
    """The strip for who does not see it: ``3 weeks not known, then 2 weeks the same color``."""
    runs = [(stands, len(list(inside))) for stands, inside in groupby(weeks, key=lambda week: _stands(week.day))]
    return "Oldest first: " + ", then ".join(
        f"{count_words(size, 'week')} {WEEK_WORDS[stands]}" for stands, size in runs
    )


def _day_rows(found: Divergence) -> list[Json]:
    """The day of each week and the day of each report, newest first."""
    days = {week.day.as_of: _day_row(week.day) for week in found.weeks if week.day is not None}
    days |= {week.result_day.as_of: _day_row(week.result_day) for week in found.weeks if week.result_day is not None}
    for report in found.reports:
        row = days.get(report.reported_on) or (_day_row(report.day) if report.day else {})
        said = {"on_text": display_date(report.reported_on), "said": True, "reported": _label(report.status)}
        days[report.reported_on] = {"delivery": "not stored", "result": "", "stands": ""} | row | said
    return [days[on] for on in sorted(days, reverse=True)]


def _day_row(day: ComparedDay) -> Json:
    sides = ((day.against_delivery, _dates_or_delivery(day)), (day.against_result, "Result"))
    return {
        "on_text": display_date(day.as_of),
        "said": False,
        "reported": _label(day.reported),
        "delivery": _label(day.delivery),
        "result": "not kept" if day.result is None else _label(day.result),
        "stands": "; ".join(f"{THAN[stands]} {what}" for stands, what in sides if stands is not Stands.UNKNOWN),
    }


def _dates_or_delivery(day: ComparedDay) -> str:
    return "the dates" if day.delivery is Status.GREY else "Delivery"


def _filled_in(days: list[ComparedDay]) -> str:
    """That days were filled in afterwards; empty where each was stored on its day."""
    late = sum(day.known_on > day.as_of for day in days)
    if not late:
        return ""
    return f"{late} of these {count_words(len(days), 'week')} were filled in afterwards from the record."


def _stands(day: ComparedDay | None) -> Stands:
    return Stands.UNKNOWN if day is None else day.against_delivery


def _label(status: Status) -> str:
    return STATUS_LABELS[status]


def _color(status: Status) -> str:
    return STATUS_LABELS[status].lower()
