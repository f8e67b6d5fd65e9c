"""Tables of readings: long and wide, what must be asked, what is refused, and what a second load does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.importing.errors import FileRefused
from programs.importing.reading_plan import text_of
from programs.importing.reading_table import open_table
from programs.importing.readings import Answers, ParsedReadings, parse_readings, series_for
from programs.models import Program, Reading, SharedMetric, User
from tests.factories import make_flow, make_program
from tests.factories import pilots as make_pilots
from tests.factories import readings as make
from tests.programs.models.test_history import events_of

pytestmark = pytest.mark.django_db
Load = Callable[..., str]
Row = tuple[str, str, str, str]


@pytest.fixture
def metric(program: Program) -> SharedMetric:
    made = make.make_readable_metric(name="Lateness")
    make.judge_by(program, made)
    make_flow(program, name="Pumps")
    return made


@pytest.fixture
def load(metric: SharedMetric, pmo_lead: User, tmp_path: Path) -> Load:
    """The command on a file of the text; what it said, or CommandError with all of that."""

    def run(text: str | bytes, *options: str) -> str:
        path = tmp_path / "weekly.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = StringIO()
        try:
            call_command(
                "load_readings", path, "--metric", "lateness", "--by", pmo_lead.email, *options, stdout=out, stderr=out
            )
        except CommandError as problem:
            raise CommandError(f"{out.getvalue()}{problem}") from None
        return out.getvalue()

    return run


def parsed(text: str, metric: SharedMetric, by: User, answers: Answers | None = None) -> ParsedReadings:
    return parse_readings(open_table(text), series_for(metric, by), answers=answers or Answers())


def rows() -> list[Row]:
    stored = Reading.objects.select_related("flow").order_by("period_starts_on", "arm", "flow__name")
    return [(str(row.period_starts_on), str(row.flow or ""), row.arm, f"{row.value.normalize():f}") for row in stored]


LONG = "Period\tFlow\tArm\tValue\n2026-01-05\tpumps\tNew\t12.5\n2026-01-05\t\t\t7%\n12 Jan 2026\tALPHA / Pumps\tNew\t\n"


def test_a_long_table(load: Load) -> None:
    said = load(LONG)

    assert "2 new, 0 changed, 0 unchanged, 0 refused; 1 empty cells." in said
    assert rows() == [("2026-01-05", "", "", "7"), ("2026-01-05", "Pumps", "New", "12.5")]


@pytest.mark.parametrize("text", ["Week;Old;New\n2026-01-05;1,5;2\n2026-01-12;;3,25\n"], ids=["semicolons"])
def test_a_wide_table_of_arms_with_a_decimal_comma(load: Load, text: str) -> None:
    load(text, "--across", "arms")

    assert rows() == [
        ("2026-01-05", "", "New", "2"),
        ("2026-01-05", "", "Old", "1.5"),
        ("2026-01-12", "", "New", "3.25"),
    ]


def test_a_wide_table_of_flows_says_so_itself(metric: SharedMetric, load: Load) -> None:
    load(",Pumps,Whole organization\n2026-W02,1,2\n")

    assert rows() == [("2026-01-05", "Pumps", "", "1"), ("2026-01-05", "", "", "2")]


def test_a_column_of_flows_leaves_arms_for_the_headings(load: Load) -> None:
    load("Week,Flow,Old,New\n2026-01-05,Pumps,1,2\n")

    assert rows() == [("2026-01-05", "Pumps", "New", "2"), ("2026-01-05", "Pumps", "Old", "1")]


def test_arms_that_are_known_say_so_themselves_whatever_their_case(metric: SharedMetric, pmo_lead: User) -> None:
    for arm in ("Old", "New"):
        make.make_reading(metric, arm=arm)

    read = parsed("Week,old,NEW\n2026-01-12,1,2\n", metric, pmo_lead)

    assert (read.shown.across, read.asked) == ("arms", ())
    assert [each.arm for each in read.given] == ["Old", "New"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Week;Value\n2026-01-05;1,234\n", ("numbers",)),
        ("Week;Value\n05/01/2026;1,5\n", ("days",)),
        ("Week,Old,New\n2026-01-05,1,2\n", ("across",)),
    ],
)
def test_what_may_mean_two_things_is_asked(
    text: str, asked: tuple[str, ...], metric: SharedMetric, pmo_lead: User
) -> None:
    read = parsed(text, metric, pmo_lead)

    assert read.asked == asked
    assert read.given == ()


def test_a_long_table_has_no_headings_to_ask_about(metric: SharedMetric, pmo_lead: User) -> None:
    read = parsed(LONG, metric, pmo_lead)

    assert (read.shown, read.asked) == (Answers(numbers="point"), ())


def test_an_answer_is_followed(metric: SharedMetric, pmo_lead: User) -> None:
    text = "Week;Value\n05/01/2026;1,234\n"

    (read,) = parsed(text, metric, pmo_lead, Answers(numbers="comma", days="day_first")).given

    assert (str(read.period_starts_on), read.value) == ("2026-01-05", Decimal("1.234"))


def test_ambiguous_cells_stop_the_command_and_the_option_helps(load: Load) -> None:
    with pytest.raises(CommandError, match="Row 2, column 'Value': '1,234': may mean different things"):
        load("Week;Value\n2026-01-05;1,234\n")
    load("Week;Value\n2026-01-05;1,234\n", "--numbers", "point")

    assert rows() == [("2026-01-05", "", "", "1234")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-01-07,1", "its week begins on Monday 5 January 2026"),
        ("2-Jan-06,1", "'2-Jan-06': is no day with a year of four digits: write it as 2026-01-05"),
        ("2026-01-05,n/a", "'n/a': is not a number: leave the cell empty"),
        ("2026-01-05,1,5", "the row has 3 cells where the header has 2; a decimal comma needs tabs or semicolons"),
        ("2999-12-30,1", "This lies ahead"),
        ("1999-01-04,1", "Lateness is defined from 1 January 2000 on"),
        ("2026-01-12,3", "is given more than once for week of 12 January 2026"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_written(load: Load, row: str, said: str) -> None:
    with pytest.raises(CommandError) as refusal:
        load(f"Week,Value\n{row}\n2026-01-12,2\n")

    assert said in str(refusal.value)
    assert "Nothing was loaded" in str(refusal.value)
    assert rows() == []


def test_a_flow_that_is_not_known_or_of_two_programs_is_refused(load: Load, program: Program, pmo_lead: User) -> None:
    other = make_program(code="BETA")
    make_flow(other, name="Pumps")
    other.memberships.create(user=pmo_lead, role="pmo_lead", valid_from="2026-01-01")
    make.judge_by(other, SharedMetric.objects.get())

    with pytest.raises(CommandError) as refusal:
        load("Week,Flow,Value\n2026-01-05,Valves,1\n2026-01-05,Pumps,1\n")

    assert "'Valves': is no flow that you may enter readings of; known: Pumps" in str(refusal.value)
    assert 'write "ALPHA / Pumps" or "BETA / Pumps"' in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-01-05 3\n", "There is only one column"),
        ("2026-01-05,3\n2026-01-12,4\n", "No column is headed period"),
        ("Week,Value,Comment\n2026-01-05,3,Fine\n", "leave out 'Comment'"),
        ("Week,Flow\n2026-01-05,Pumps\n", "No column holds values"),
        ("Flow,Week,2026-01-05\nPumps,x,3\n", "The periods stand across"),
        ("Week,Pumps,\n2026-01-05,3,4\n", "Column 3 has no heading"),
        ("Week,Old,OLD\n2026-01-05,3,4\n", "Two columns have the same heading"),
        ("Week,Date,Value\n2026-01-05,2026-01-05,4\n", "say the same"),
        ('Week,Value\n2026-01-05,"4\n', "cannot be read"),
    ],
)
def test_a_table_of_another_kind_is_refused_with_what_to_change(load: Load, text: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        load(text)


def test_a_dry_run_writes_nothing_and_a_second_load_neither(load: Load) -> None:
    assert "2 new" in load(LONG, "--dry-run")
    assert rows() == []
    load(LONG)

    assert "0 new, 0 changed, 2 unchanged" in load(LONG)
    assert {row.version for row in Reading.objects.all()} == {1}


def test_a_final_reading_is_corrected_when_that_is_said(load: Load, pmo_lead: User) -> None:
    load("Week,Value\n2026-01-05,12.5\n")

    with pytest.raises(CommandError, match="The reading is final"):
        load("Week,Value\n2026-01-05,13\n")
    said = load("Week,Value\n2026-01-05,13\n", "--correct")

    assert "week of 5 January 2026: 12.5 -> 13, was final" in said
    row = Reading.objects.get()
    assert (row.version, events_of(row)[-1].pgh_context.metadata["user"]) == (2, pmo_lead.pk)


def test_provisional_values_are_replaced_without_more_words(load: Load) -> None:
    load("Week,Value\n2026-01-05,12.5\n", "--not-final")
    load("Week,Value\n2026-01-05,13\n")

    assert (rows(), Reading.objects.get().is_final) == ([("2026-01-05", "", "", "13")], True)


def test_a_file_in_another_encoding_is_read_when_it_is_named(load: Load) -> None:
    content = "Week;Süd\n2026-01-05;1\n".encode("latin-1")

    with pytest.raises(CommandError, match="The file is not UTF-8"):
        load(content, "--across", "arms")
    load(content, "--across", "arms", "--encoding", "latin-1")

    assert rows() == [("2026-01-05", "", "Süd", "1")]


def test_utf_16_is_refused_and_a_mark_at_the_beginning_is_no_text() -> None:
    with pytest.raises(FileRefused, match="UTF-16"):
        text_of("Week".encode("utf-16"))
    assert text_of(b"\xef\xbb\xbfWeek") == "Week"


def test_a_wide_table_names_the_arms_of_two_pilots_with_the_same_labels(program: Program, load: Load) -> None:
    judged = make_pilots.make_pilot_metric(program, name="Waiting")
    for name in ("North", "South"):
        make_pilots.make_pilot(program, name=name, step="started", primary=judged)
    table = "Week;{0}Integrated;{1}Integrated\n2026-01-05;1;2\n"

    said = load(table.format("North / ", "south / "), "--metric", "Waiting")
    with pytest.raises(CommandError, match="More than one pilot has an arm Integrated: write “North / Integrated”"):
        load("Week;Arm;Value\n2026-01-12;Integrated;3\n", "--metric", "Waiting")

    assert "Written: 2 new" in said
    stored = Reading.objects.order_by("value").values_list("pilot__name", "arm", "value")
    assert list(stored) == [("North", "Integrated", Decimal(1)), ("South", "Integrated", Decimal(2))]
