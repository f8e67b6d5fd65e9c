"""The city's figures that the page shows are those that a replay of the published table gives."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.tracker.progress.test_published_portfolio import FILE
from tracker.published.city import RESULT, read_histories, read_result, replay_city

HEADER = "PID,Date Reported As Of,Forecast Completion\n"


@pytest.mark.skipif(not FILE.exists(), reason=f"open test data is not here: {FILE.name}")
def test_the_figures_of_the_project_are_those_of_a_fresh_replay(tmp_path: Path) -> None:
    fresh, said = tmp_path / "fresh.json", StringIO()

    call_command("replay_city", FILE, to=fresh, stdout=said)

    assert fresh.read_bytes() == RESULT.read_bytes()
    assert "1163 forecasts of 184 projects" in said.getvalue()


def test_the_figures_of_the_project_are_read_as_they_were_written() -> None:
    found = read_result()

    assert (found.projects, found.first_on, found.last_on) == (184, date(2013, 9, 1), date(2019, 9, 1))
    assert found.replay.ours.n == found.replay.stated.n == 641


def test_dates_are_read_oldest_first_and_blank_ones_left_out(tmp_path: Path) -> None:
    file = tmp_path / "city.csv"
    lines = ["7,01/01/2018 12:00:00 AM,06/30/2020", "7,05/01/2017 12:00:00 AM,01/31/2020", "8,05/01/2017,"]
    file.write_text(HEADER + "\n".join(lines) + "\n")

    histories = read_histories(file)

    assert [[each.finish_on for each in stated] for stated in histories] == [[date(2020, 1, 31), date(2020, 6, 30)]]
    found = replay_city(histories)
    assert (found.projects, found.statements, found.replay.ours.n) == (1, 2, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [("PID,Finish\n1,2020\n", "cannot be read"), (HEADER + "1,soon,later\n", "cannot be read"), (HEADER, "no dated")],
    ids=["other columns", "no dates", "empty"],
)
def test_another_table_is_refused_and_nothing_is_written(tmp_path: Path, text: str, message: str) -> None:
    file, result = tmp_path / "other.csv", tmp_path / "result.json"
    file.write_text(text)

    with pytest.raises(CommandError, match=message):
        call_command("replay_city", file, to=result)
    assert not result.exists()
