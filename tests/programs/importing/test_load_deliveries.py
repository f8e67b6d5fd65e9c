"""Delivery lines as monthly lateness per arm: a made-up table, and the published one with its known totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.env import BASE_DIR
from programs.importing.errors import MappingError
from programs.importing.lateness import Lines, count_lateness, find_delivery_mapping
from programs.importing.reader import TableReader
from programs.models import Reading, SharedMetric, User
from tests.factories import readings as make

PUBLISHED = BASE_DIR.parent / "shared" / "data" / "scms" / "deliveries_2006_2012.csv"
published = pytest.mark.skipif(not PUBLISHED.is_file(), reason=f"the published deliveries are not at {PUBLISHED}")
HEADER = "ID,Fulfill Via,Scheduled Delivery Date,Delivered to Client Date"
LINES = [
    "1,Direct Drop,2-Jun-06,2-Jun-06",
    "2,Direct Drop,30-Jun-06,1-Jul-06",
    "3,Direct Drop,5-Jun-06,1-Jun-06",
    "4,From RDC,2-Jun-06,9-Jul-06",
    "5,From RDC,2-Jul-06,2-Jul-06",
    "6,From RDC,Date Not Captured,2-Jul-06",
    "7,From RDC,Date Not Captured,Pending",
    "8,,2-Jul-06,2-Jul-06",
]


@pytest.fixture
def deliveries(tmp_path: Path) -> Path:
    """Eight lines, five of them whole, with a byte-order mark and CR as line ends, as published."""
    path = tmp_path / "deliveries.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r".join([HEADER, *LINES]).encode())
    return path


@pytest.fixture
def metric(db: None) -> SharedMetric:
    return make.make_readable_metric(name="Late deliveries", frequency="month")


def load(path: Path, by: User, *options: str) -> str:
    out = StringIO()
    call_command(
        "load_deliveries", path, "--metric", "Late deliveries", "--by", by.email, *options, stdout=out, stderr=out
    )
    return out.getvalue()


def test_the_share_of_late_lines_by_month_due_and_arm(metric: SharedMetric, steward: User, deliveries: Path) -> None:
    load(deliveries, steward)

    stored = Reading.objects.order_by("arm", "period_starts_on").values_list("arm", "period_starts_on", "value")
    assert list(stored) == [
        ("Direct Drop", date(2006, 6, 1), Decimal("33.333333")),
        ("From RDC", date(2006, 6, 1), Decimal(100)),
        ("From RDC", date(2006, 7, 1), Decimal(0)),
    ]
    assert set(Reading.objects.values_list("source", "is_final")) == {("deliveries.csv", True)}


def test_rows_with_words_for_dates_are_counted_and_named(metric: SharedMetric, steward: User, deliveries: Path) -> None:
    said = load(deliveries, steward, "--dry-run").splitlines()

    assert said[:4] == [
        "5 delivery lines, 2 late.",
        "  Direct Drop: 1 of 3 late (33.33 %), in 1 month",
        "  From RDC: 1 of 2 late (50.00 %), in 2 months",
        "3 rows could not be counted.",
    ]
    assert "Row 7 and 1 more, column 'Scheduled Delivery Date': 'Date Not Captured' is not a date" in said[4]
    assert any("'Pending' is not a date" in line for line in said)
    assert not Reading.objects.exists()


def test_a_second_load_writes_nothing(metric: SharedMetric, steward: User, deliveries: Path) -> None:
    load(deliveries, steward)

    assert "0 new, 0 changed, 3 unchanged" in load(deliveries, steward)
    assert set(Reading.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize(
    ("given", "said"), [({"frequency": "week"}, "use a monthly metric"), ({"unit": "days"}, "use a metric in %")]
)
def test_a_metric_of_another_kind_is_refused(
    given: dict[str, str], said: str, metric: SharedMetric, steward: User, deliveries: Path
) -> None:
    SharedMetric.objects.filter(pk=metric.pk).update(**given)

    with pytest.raises(CommandError, match=said):
        load(deliveries, steward)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[arm]\ncolumn = "Via"', "scheduled: this is missing"),
        ('[arm]\ncolumn = "Via"\n[scheduled]\ncolumn = "Due"\nformat = "%d-%b"', "the order is never guessed"),
        ("[arm", "this is not TOML"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)

    with pytest.raises(MappingError, match=said):
        find_delivery_mapping(str(path))


@published
def test_the_published_lines_have_the_known_totals() -> None:
    mapping = find_delivery_mapping("scms_2006_2012")
    with PUBLISHED.open("rb") as source:
        lateness = count_lateness(TableReader(source, mapping.layout), mapping)

    assert lateness.arms() == {"Direct Drop": Lines(2768, 175), "From RDC": Lines(3746, 427)}
    assert lateness.errors == []
    assert sum(lines.count for lines in lateness.months.values()) == 6514
    assert sum(lines.late for lines in lateness.months.values()) == 602


@published
def test_the_published_lines_load_as_readings_once(metric: SharedMetric, steward: User) -> None:
    said = load(PUBLISHED, steward)

    assert "6,514 delivery lines, 602 late." in said
    assert "  Direct Drop: 175 of 2,768 late (6.32 %)" in said
    assert "  From RDC: 427 of 3,746 late (11.40 %)" in said
    assert f"{Reading.objects.count()} unchanged" in load(PUBLISHED, steward)
