from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from programs.importing.errors import MappingError
from programs.importing.mapping import Absences, Mapping
from programs.importing.mapping_file import SHIPPED, find_mapping, read_mapping
from programs.importing.portfolio_file import ParsedFile

MappingOf = Callable[[str], Mapping]
COST = '[[costs]]\nkind = "actual"\nscope = "whole_life"\namount = { column = "c", currency = "EUR" }\n'


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_every_shipped_mapping_is_found_by_name(name: str) -> None:
    assert find_mapping(name).portfolio_code


def test_an_unknown_name_lists_the_shipped_ones() -> None:
    with pytest.raises(MappingError, match="gmpp_2022, nyc_capital_projects"):
        find_mapping("gmpp_1066")


def test_values_hold_for_every_column_that_declares_none_of_its_own(mapping_of: MappingOf) -> None:
    mapping = mapping_of(
        '[values]\nmissing = ["N/A"]\nwithheld = ["Exempt  under"]\n'
        + COST
        + COST.replace("actual", "forecast").replace('"EUR"', '"EUR", withheld = []')
    )

    first, second = (cost.amount.absences for cost in mapping.costs)
    assert first == Absences(frozenset({"n/a"}), ("exempt under",))
    assert second == Absences(frozenset({"n/a"}), ())


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("[colums]\nx = 1\n", r"given.toml: colums: unknown key; known here"),
        (COST.replace("kind", "kinds"), r"costs\[1\].kind: this is missing"),
        (COST + 'perid = "x"\n', r"costs\[1\].perid: unknown key; did you mean period\?"),
        (COST.replace("actual", "guess"), r"costs\[1\].kind: 'guess' is none of baseline, forecast, actual"),
        (COST.replace('column = "c", ', ""), r"costs\[1\].amount.column: this is missing"),
        (COST.replace("EUR", "euro"), r"costs\[1\].amount.currency: write the three-letter code"),
        (COST + COST, "costs: two cost lines have the same kind"),
        (COST + 'period = "2024"\n', r"costs\[1\].period: name the year of a financial_year"),
        (COST.replace('"EUR"', '"EUR", decimal = ","'), r"amount.decimal: give one sign, other"),
        (COST.replace('"EUR"', '"EUR", multiplier = 0'), r"amount.multiplier: this must be a whole number from 1"),
        (COST.replace('"EUR"', '"EUR", thousands = "1"'), r"amount.thousands: give one character that is no digit"),
        ('[[milestones]]\nname = "M"\nfinish = { column = "f" }\n', r"finish.format: this is missing"),
        ('[[milestones]]\nname = "M"\nfinish = { column = "f", format = "%d/%m" }\n', "the order is never guessed"),
        ('[[milestones]]\nname = "M"\nfinish = { column = "f", format = "%q" }\n', "finish.format"),
        ('[[finish_checks]]\nmilestone = "M"\ndays = { column = "d" }\n', "there is no milestone named 'M'"),
        ('[status]\nvalues = { Green = "verde" }\n', "status.values: 'verde' is none of green, amber, red"),
        ('[status]\nvalues = { Green = "green" }\n', "status.sources: name at least one"),
        ('[values]\nmissing = "N/A"\n', "values.missing: this must be a list of texts"),
    ],
)
def test_a_mapping_error_names_file_key_and_cure(mapping_of: MappingOf, more: str, message: str) -> None:
    with pytest.raises(MappingError, match=message):
        mapping_of(more)


@pytest.mark.parametrize(
    ("line", "instead", "message"),
    [
        (
            'encoding = "utf-8-sig"',
            'encoding = "guess"',
            "file.encoding: 'guess' is none of utf-8-sig, latin-1, cp1252",
        ),
        ('encoding = "utf-8-sig"', 'encoding = "latin-1"\ndelimiter = ""', "file.delimiter: give one character"),
        ("date = 2024-01-31", 'date = "2024-01-31"', "report.date: this must be a date without quotation marks"),
        ("date = 2024-01-31", "several_rows_per_program = true", "this needs report.column"),
        ("date = 2024-01-31", 'date = 2024-01-31\ncolumn = { column = "d", format = "%Y-%m-%d" }', "not both"),
        ('code = "small"', 'code = "Small One"', "portfolio.code: write at most 60 lower-case letters"),
        ("[portfolio]", "[portfolio", "this is not TOML"),
    ],
)
def test_the_sections_every_mapping_needs_are_checked(
    mapping_of: MappingOf, tmp_path: Path, line: str, instead: str, message: str
) -> None:
    mapping_of("")
    path = tmp_path / "given.toml"
    path.write_text(path.read_text().replace(line, instead))

    with pytest.raises(MappingError, match=message):
        read_mapping(path)


def test_the_example_of_the_documentation_reads_the_sample(
    tmp_path: Path, parsed: Callable[..., ParsedFile], harbor_2024: bytes
) -> None:
    text = (Path(__file__).parents[3] / "docs" / "importing.md").read_text("utf-8")
    example = text.partition("### An example\n")[2].partition("### Key by key")[0]
    path = tmp_path / "example.toml"
    path.write_text("\n".join(line.removeprefix("    ") for line in example.splitlines()), "utf-8")

    file = parsed(harbor_2024, read_mapping(path))

    assert (file.counts.accepted, file.errors) == (4, ())
