"""The catalog of measures: it lists what is measured, with the words, units and pages of what is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from config.env import BASE_DIR
from programs.models import Program
from tests import factories as make
from tests.tracker.progress.builders import make_single, on
from tests.tracker.progress.test_reckon import big_program
from tracker.analyses import coordination_of
from tracker.measure_catalog import CURRENCY, Measure, check_code, every_measure, is_measure
from tracker.measures import Measured, measures_of_coordination, measures_of_progress
from tracker.models import Analysis
from tracker.progress.cost import SCOPES
from tracker.progress.exit_sets import HORIZONS
from tracker.progress.facts import Cost, ProgramFacts
from tracker.progress.reckon import reckon
from tracker.reads import Day
from tracker.reporting.coordination.areas import AREAS
from tracker.reporting.sections.numbers import named_numbers
from tracker.snapshots import compute_batch
from tracker.views.methods import METHODS

TODAY = timezone.localdate()
START = TODAY - timedelta(days=60)
PAGE = METHODS / "measures.md"
LISTED = {each.code: each for each in every_measure()}
AMOUNTS = tuple(
    Cost(kind=kind, scope=scope, stated_on=on(2), amount=Decimal(amount), currency="EUR", period=period)
    for scope, period in zip(SCOPES, ("", "2026"), strict=True)
    for kind, amount in (("baseline", 100), ("forecast", 120))
)


def program_on(day: int) -> ProgramFacts:
    """A program with two plans, every gate, culture, and both kinds of cost."""
    return replace(big_program(60, late=5, as_of=day), costs=AMOUNTS)


def progress_measured() -> Iterator[Measured]:
    """What is measured of programs before, at and after the start, and of one without a sequence."""
    for day in (-3, 0, 20, 70, 330, 560):
        yield from measures_of_progress(reckon(program_on(day), on(day)))
    yield from measures_of_progress(reckon(make_single((0, 5), planned=4), on(3)))


@pytest.fixture
def coordinated(program: Program) -> list[Measured]:
    """What is measured of how a program of two months is coordinated."""
    Program.objects.update(start_on=START)
    gate = make.make_gate(program, "G0", finish_on=START + timedelta(days=84))
    milestone = make.make_milestone(program, gate=gate, finish_on=START + timedelta(weeks=1))
    make.make_evidence(milestone, accepted_on=START + timedelta(weeks=1))
    make.make_baseline(program, locked_on=START)
    compute_batch([program.pk], Day(as_of=TODAY, known_on=TODAY))
    return [*measures_of_coordination(coordination_of(Analysis.objects.get()))]


def listed(measured: Measured) -> Measure | None:
    """The line of the catalog that it is of; one in euros is of the line of all currencies."""
    return LISTED.get(measured.measure.replace(".EUR.", f".{CURRENCY}."))


def wrong(measured: Measured) -> bool:
    """Whether the catalog lacks it, or says another unit; or another page, though there is a value."""
    line = listed(measured)
    if line is None or not is_measure(measured.measure):
        return True
    same_page = measured.method == line.method or measured.value is None
    return not same_page or measured.unit not in {line.unit.replace(CURRENCY, "EUR"), ""}


@pytest.mark.django_db
def test_the_catalog_lists_what_is_measured_and_nothing_else(coordinated: list[Measured]) -> None:
    found = [*progress_measured(), *coordinated]

    assert [each for each in found if wrong(each)] == []
    assert {line.code for line in LISTED.values()} - {line.code for each in found if (line := listed(each))} == set()


def test_a_measure_is_called_as_page_and_report_call_it() -> None:
    told = {each.key: each for each in named_numbers(reckon(program_on(70), on(70)))}

    lines = {key: LISTED[key.replace(".EUR.", f".{CURRENCY}.")] for key in told}

    assert {key: (line.subject, line.label) for key, line in lines.items()} == {
        key: (each.subject.replace("plan 2", "newest plan"), each.label) for key, each in told.items()
    }


def test_an_area_of_coordination_is_called_as_its_page() -> None:
    titles = {area.method: area.title for area in AREAS}
    beside = {each.code.partition(".")[0] for each in LISTED.values()} & {area.key for area in AREAS}

    assert len(beside) == 7
    for code, line in LISTED.items():
        if code.partition(".")[0] in beside and line.method in titles and not code.startswith("state."):
            assert line.subject == titles[line.method]


def test_every_page_of_a_method_is_there() -> None:
    assert {each.method for each in LISTED.values()} <= {path.stem for path in METHODS.glob("*.md")}


@pytest.mark.parametrize(
    "code",
    [
        "bogus",
        "delivrey",
        "day_91.original.chance",
        "cost.whole_life.eur.baseline",
        "cost.whole_life.{currency}.baseline",
    ],
)
def test_a_code_that_no_measure_has_is_refused_by_name(code: str) -> None:
    with pytest.raises(ValueError, match="program-daily/measures/") as refused:
        check_code(code)

    assert code in str(refused.value)


def test_a_currency_stands_where_the_code_is_open() -> None:
    assert is_measure("cost.whole_life.SEK.variance")
    assert not is_measure("day_90.original.chance\n")


def table() -> Iterator[str]:
    """The catalog as the page of methods has it: the lines of one horizon stand for those of all four."""
    first, others = HORIZONS[0], tuple(f"{each.key}." for each in HORIZONS[1:])
    for line in every_measure():
        if line.code.startswith(others):
            continue
        code = line.code.replace(f"{first.key}.", "H.")
        is_of_all = code != line.code
        subject = line.subject.replace(first.label, "the horizon") if is_of_all else line.subject
        unit = "weeks or months" if is_of_all and line.unit == first.period.unit else line.unit
        yield f"| `{code}` | {subject} | {line.label} | {unit} | [{line.method}]({line.method}.md) |"


def test_the_page_of_methods_has_the_catalog_as_it_is() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("| `")] == list(table())
    assert "methods/measures.md" in (BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
