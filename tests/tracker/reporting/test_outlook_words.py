"""How likely a horizon is met, in the words of page and report: the same, and never a date beside "no forecast yet"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.tracker.reporting.sample_parts import make_baseline, make_horizon
from tracker.progress.numbers import Gauge, Number, State
from tracker.progress.outlooks import Mover, Outlook, PaceOutlook, PathOutlook
from tracker.reporting.sections.horizons import horizon_words
from tracker.reporting.sections.outlook import differ_text, mover_text, outlook_section

GAUGE = Gauge("forecast", "probability", 12)
START = date(2026, 2, 2)


def outlook(chance: Number, **given: object) -> Outlook:
    """A forecast by the pace alone."""
    values = {
        "driven_by": "pace", "differ": False, "likely_from": date(2026, 5, 14), "likely_to": date(2026, 6, 20),
        "sentence": "Likely later.", "pace": PaceOutlook(chance=chance),
        "path": PathOutlook(chance=GAUGE.insufficient("few items are done")),
    } | given  # fmt: skip
    return Outlook(chance=chance, **values)  # type: ignore[arg-type]


def words(found: Outlook | None) -> str:
    """What a horizon says that is behind its plan."""
    plan = make_baseline(total=10, planned=5, earned=4, behind=-1, pace=0.9, finish_on=date(2026, 5, 30))
    return horizon_words(make_horizon("day_90", 90, day=70, original=replace(plan, outlook=found)), START)


def test_a_forecast_stands_where_the_mere_pace_stood() -> None:
    assert words(outlook(GAUGE.value(0.11))).endswith("Likely later.")
    assert "At this pace done about" in words(None)


def test_without_a_forecast_no_date_is_told() -> None:
    said = words(outlook(GAUGE.insufficient("a pace can be projected after 5 whole weeks"), likely_from=None))

    assert said.endswith("No forecast yet: a pace can be projected after 5 whole weeks.")
    assert "At this pace" not in said


def test_two_stories_are_both_told() -> None:
    path = PathOutlook(chance=GAUGE.value(0.3))

    assert differ_text(outlook(GAUGE.value(0.8), differ=True, path=path)) == (
        "The two forecasts differ: by the pace so far likely (about 4 in 5), "
        "along the path of the gates unlikely (about 3 in 10)."
    )


def test_what_would_move_it_says_points_and_days() -> None:
    assert mover_text(Mover(uid="a", name="A", points=12.4, days=3)) == (
        "on plan, the chance rises by 12 points, done 3 days earlier"
    )
    assert mover_text(Mover(uid="a", name="A", points=0.4, days=1.2)) == "on plan, done 1 day earlier"


def test_snapshots_of_older_methods_have_no_section() -> None:
    assert outlook_section(None) is None


def test_where_the_gates_rule_a_horizon_out_that_is_said_instead_of_a_chance() -> None:
    ruled_out = Number(
        state=State.VALUE, method="forecast", value=0.0, unit="probability", n=12, reason="not possible before 14 June"
    )
    found = outlook(
        ruled_out, driven_by="earliest", likely_from=None, likely_to=None,
        earliest_on=date(2026, 6, 14), earliest_words="gate G2 needs 6 weekly readings",
    )  # fmt: skip

    section = outlook_section(found)

    assert section is not None
    assert (section["chance_text"], section["likely_text"]) == ("not possible before 14 June", "")
    assert section["earliest_text"] == "Not possible before 14 June 2026: gate G2 needs 6 weekly readings."
