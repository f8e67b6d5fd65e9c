"""Pages of readings: what is missing is asked for, a table is looked at before it is written, nothing typed is lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from programs.models import ProcessFlow, Program, Reading, SharedMetric, User
from programs.periods import latest_periods
from tests.factories import make_flow, make_program, make_user
from tests.factories import pilots as make_pilots
from tests.factories import readings as make
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db
LAST, BEFORE = latest_periods("week", today=timezone.localdate(), count=2)
PAGES = ["reading-create", "reading-paste", "reading-upload"]


@pytest.fixture
def metric(program: Program) -> SharedMetric:
    """A weekly metric that the program is judged by, read two weeks ago."""
    made = make.make_readable_metric(name="Lateness")
    make.judge_by(program, made)
    make.make_reading(made, period_starts_on=BEFORE)
    return made


def address(name: str, metric: SharedMetric) -> str:
    return reverse(f"programs:{name}", args=[metric.uid])


def post(person: User, page: str, metric: SharedMetric, **values: Any) -> Any:
    return signed_in(person).post(address(page, metric), values)


def hidden(answer: Any) -> dict[str, str]:
    """What the page sends back unseen: what was looked at."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in ("seen", "looked_at", "shown", *form.QUESTIONS)}


def stored() -> dict[date, Decimal]:
    return dict(Reading.objects.values_list("period_starts_on", "value"))


@pytest.mark.parametrize("page", PAGES)
def test_who_may_enter_readings_gets_the_page(
    page: str, metric: SharedMetric, function_lead: User, viewer: User, outsider: User
) -> None:
    assert signed_in(function_lead).get(address(page, metric)).status_code == 200
    assert signed_in(viewer).get(address(page, metric)).status_code == 403
    assert signed_in(outsider).get(address(page, metric)).status_code == 403
    assert signed_in(make_user()).get(address(page, metric)).status_code == 404


@pytest.mark.parametrize("page", ["reading-create", "reading-paste"])
def test_a_metric_without_definition_says_what_is_missing(page: str, steward: User) -> None:
    answer = signed_in(steward).get(address(page, make.make_readable_metric(defined_from=None)))

    assert "has no definition yet" in answer.content.decode()
    assert "<form method" not in answer.content.decode().partition("<h1>")[2]


def missing(answer: Any) -> dict[date, str]:
    """Names of the fields that ask for readings, by period."""
    return {each.starts_on: name for name, each in answer.context["missing"].missing.items()}


def test_the_last_eight_periods_are_asked_for_where_they_are_missing(metric: SharedMetric, pmo_lead: User) -> None:
    answer = signed_in(pmo_lead).get(address("reading-create", metric))

    assert len(answer.context["rows"]) == 8
    assert BEFORE not in missing(answer)
    assert next(iter(missing(answer))) == LAST
    assert answer.content.decode().count("autofocus") == 1


def test_what_is_typed_into_the_grid_is_written_at_once(metric: SharedMetric, pmo_lead: User) -> None:
    fields = missing(signed_in(pmo_lead).get(address("reading-create", metric)))

    answer = post(
        pmo_lead, "reading-create", metric, fill="1", **{fields[LAST]: "7,5", fields[LAST - timedelta(days=14)]: "1"}
    )

    assert answer.status_code == 302
    assert stored() == {LAST: Decimal("7.5"), BEFORE: Decimal("12.5"), LAST - timedelta(days=14): Decimal(1)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,234", "This may mean 1234 or 1.234: write 1234 or 1.2340."),
        ("many", "Give a number, such as 12.5."),
        ("1.1234567", "Give at most 6 decimals"),
        ("", "Type at least one value."),
    ],
)
def test_what_cannot_be_written_stays_in_its_field(typed: str, said: str, metric: SharedMetric, pmo_lead: User) -> None:
    field = missing(signed_in(pmo_lead).get(address("reading-create", metric)))[LAST]

    answer = post(pmo_lead, "reading-create", metric, fill="1", **{field: typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert typed == "" or f'value="{typed}"' in answer.content.decode()


def test_one_reading_of_another_period_flow_and_arm(metric: SharedMetric, program: Program, pmo_lead: User) -> None:
    flow = make_flow(program)

    answer = post(
        pmo_lead,
        "reading-create",
        metric,
        period_starts_on=LAST,
        flow=flow.pk,
        arm="New",
        value="3",
        is_provisional="on",
    )

    reading = Reading.objects.get(flow=flow)
    assert answer.status_code == 302
    assert (reading.arm, reading.value, reading.is_final, reading.entered_by) == ("New", Decimal(3), False, pmo_lead)


def test_a_final_reading_asks_whether_it_is_to_be_replaced(metric: SharedMetric, pmo_lead: User) -> None:
    refused = post(pmo_lead, "reading-create", metric, period_starts_on=BEFORE, value="3")

    assert refused.status_code == 422
    assert "Replace the final reading" in refused.content.decode()
    assert post(pmo_lead, "reading-create", metric, period_starts_on=BEFORE, value="3", correct="on").status_code == 302
    assert stored()[BEFORE] == 3


def test_flows_of_other_programs_are_neither_shown_nor_chosen(metric: SharedMetric, pmo_lead: User) -> None:
    hidden_flow: ProcessFlow = make_flow(make_program(), name="Secret")
    make.judge_by(hidden_flow.program, metric, flow=hidden_flow)
    make.make_reading(metric, flow=hidden_flow, period_starts_on=LAST)

    shown = [
        signed_in(pmo_lead).get(address(page, metric)).content.decode() for page in ("reading-list", "reading-create")
    ]
    answer = post(pmo_lead, "reading-create", metric, period_starts_on=LAST, flow=hidden_flow.pk, value="3")

    assert "Secret" not in "".join(shown)
    assert (answer.status_code, Reading.objects.filter(flow=hidden_flow).count()) == (422, 1)


def test_a_viewer_of_a_program_is_offered_no_correction_of_its_flows(metric: SharedMetric, pmo_lead: User) -> None:
    seen = make_flow(make_program(), name="Valves")
    seen.program.memberships.create(user=pmo_lead, role="viewer", valid_from="2026-01-01")
    reading = make.make_reading(metric, flow=seen, period_starts_on=LAST)
    client = signed_in(pmo_lead)

    shown = [client.get(address(page, metric)).content.decode() for page in ("reading-list", "reading-create")]

    assert all("Valves" in page and f"/readings/{reading.uid}/" not in page for page in shown)


def test_the_grid_takes_as_many_queries_for_many_readings(
    metric: SharedMetric, program: Program, pmo_lead: User, django_assert_max_num_queries: Any
) -> None:
    for arm in "ABCDEF":
        make.make_reading(metric, period_starts_on=BEFORE, flow=make_flow(program), arm=arm)
    client = signed_in(pmo_lead)

    with django_assert_max_num_queries(20):
        client.get(address("reading-create", metric))
    with django_assert_max_num_queries(12):
        client.get(address("reading-list", metric))


def test_a_correction_of_a_reading(metric: SharedMetric, pmo_lead: User, viewer: User) -> None:
    reading = Reading.objects.get()
    page = reverse("programs:reading-correct", args=[reading.uid])

    assert signed_in(viewer).get(page).status_code == 403
    assert 'value="12.5"' in signed_in(pmo_lead).get(page).content.decode()
    answer = signed_in(pmo_lead).post(page, {"value": "12", "is_final": "on", "source": "ERP", "version": 1})
    assert (answer.status_code, Reading.objects.get().value) == (302, Decimal(12))


def test_a_correction_of_what_somebody_changed_meanwhile_shows_both(metric: SharedMetric, pmo_lead: User) -> None:
    Reading.objects.update(value=11)
    page = reverse("programs:reading-correct", args=[Reading.objects.get().uid])

    answer = signed_in(pmo_lead).post(page, {"value": "12", "is_final": "on", "source": "ERP", "version": 1})

    assert answer.status_code == 409
    assert "Value, %" in {each.label for each in answer.context["form"].conflicts}


def table(*rows: str) -> str:
    return "\r\n".join(["Week;Value", *rows])


def test_a_table_is_looked_at_and_then_written(metric: SharedMetric, pmo_lead: User) -> None:
    text = table(f"{LAST};7,5", f"{BEFORE};13")

    looked = post(pmo_lead, "reading-paste", metric, text=text, look="1")
    assert looked.status_code == 200
    assert [line.standing for line in looked.context["preview"].lines] == ["new", "changed"]
    assert stored() == {BEFORE: Decimal("12.5")}

    written = post(pmo_lead, "reading-paste", metric, text=text, write="1", **hidden(looked))
    assert written.status_code == 302
    assert stored() == {LAST: Decimal("7.5"), BEFORE: Decimal(13)}


def test_a_second_time_there_is_nothing_to_write(metric: SharedMetric, pmo_lead: User) -> None:
    looked = post(pmo_lead, "reading-paste", metric, text=table(f"{BEFORE};12.50"), look="1")

    assert "there is nothing to write" in looked.content.decode()
    assert 'name="write"' not in looked.content.decode()


def test_a_button_pressed_twice_says_that_the_readings_are_in_the_record(metric: SharedMetric, pmo_lead: User) -> None:
    text = table(f"{LAST};7,5")
    looked = hidden(post(pmo_lead, "reading-paste", metric, text=text, look="1"))
    post(pmo_lead, "reading-paste", metric, text=text, write="1", **looked)

    again = post(pmo_lead, "reading-paste", metric, text=text, write="1", **looked)

    assert again.status_code == 302
    said = [str(each) for each in get_messages(again.wsgi_request)]
    assert said[-1] == "Every reading of this table is in the record."


def test_the_way_back_from_readings_leads_to_a_program_they_judge(
    metric: SharedMetric, program: Program, pmo_lead: User
) -> None:
    page = signed_in(pmo_lead).get(address("reading-list", metric)).content.decode()

    assert f'href="{reverse("programs:program-metric-list", args=[program.uid])}"' in page


def test_nothing_is_written_that_was_not_looked_at(metric: SharedMetric, pmo_lead: User) -> None:
    text = table(f"{BEFORE};13")
    looked = hidden(post(pmo_lead, "reading-paste", metric, text=text, look="1"))
    Reading.objects.update(value=14)

    answer = post(pmo_lead, "reading-paste", metric, text=text, write="1", **looked)

    assert answer.status_code == 422
    assert "not what you looked at before" in answer.content.decode()
    assert stored() == {BEFORE: Decimal(14)}


def test_an_error_names_its_cell_and_keeps_the_text(metric: SharedMetric, pmo_lead: User) -> None:
    text = table(f"{LAST};7", f"{BEFORE + timedelta(days=2)};8")

    answer = post(pmo_lead, "reading-paste", metric, text=text, look="1")

    said = answer.content.decode()
    assert answer.status_code == 422
    assert [line.column for line in answer.context["preview"].lines if line.standing == "refused"] == ["Week"]
    assert f"its week begins on Monday {BEFORE:%-d %B %Y}" in said
    assert (f"{LAST};7" in said, 'name="write"' in said) == (True, False)


def test_an_ambiguous_number_asks_for_the_mark_and_the_answer_is_followed(metric: SharedMetric, pmo_lead: User) -> None:
    text = table(f"{LAST};1,234")

    asked = post(pmo_lead, "reading-paste", metric, text=text, look="1")
    assert asked.status_code == 422
    assert asked.context["form"]["numbers"].value() == ""
    answered = post(pmo_lead, "reading-paste", metric, text=text, look="1", **hidden(asked) | {"numbers": "comma"})
    assert [line.new_text for line in answered.context["preview"].lines] == ["1.234"]


def test_the_mark_is_chosen_for_the_person_only_while_the_table_shows_it(metric: SharedMetric, pmo_lead: User) -> None:
    decided = post(pmo_lead, "reading-paste", metric, text=table(f"{LAST};1,5"), look="1")
    assert decided.context["form"]["numbers"].value() == "comma"

    other = post(pmo_lead, "reading-paste", metric, text=table(f"{LAST};1,234"), look="1", **hidden(decided))
    assert other.context["preview"].parsed.asked == ("numbers",)
    assert other.context["form"]["numbers"].value() == ""


def test_a_new_arm_is_pointed_out(metric: SharedMetric, pmo_lead: User) -> None:
    text = f"Week,Arm,Value\n{LAST},Direct Dorp,3"

    looked = post(pmo_lead, "reading-paste", metric, text=text, look="1")

    assert "was never read in Direct Dorp" in looked.content.decode()


def test_a_file_stands_on_the_page_as_if_it_had_been_pasted(metric: SharedMetric, pmo_lead: User) -> None:
    file = SimpleUploadedFile("weekly.csv", b"\xef\xbb\xbf" + table(f"{LAST};7").encode())

    looked = post(pmo_lead, "reading-upload", metric, file=file)
    assert [line.standing for line in looked.context["preview"].lines] == ["new"]

    form = looked.context["form"]
    values = {"text": form["text"].value(), "source": form["source"].value()}
    post(pmo_lead, "reading-paste", metric, write="1", **values, **hidden(looked))
    assert Reading.objects.get(period_starts_on=LAST).source == "weekly.csv"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"Week;S\xfcd\n", "The file is not UTF-8"), (b"x" * (1024 * 1024 + 1), "larger than 1 MB")],
    ids=["encoding", "size"],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, said: str, metric: SharedMetric, pmo_lead: User) -> None:
    answer = post(pmo_lead, "reading-upload", metric, file=SimpleUploadedFile("weekly.csv", content))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_long_list_goes_on_with_older_periods(metric: SharedMetric, pmo_lead: User) -> None:
    Reading.objects.all().delete()
    for weeks in range(45):
        make.make_reading(metric, period_starts_on=make.MONDAY - timedelta(weeks=weeks))

    first = signed_in(pmo_lead).get(address("reading-list", metric))
    older = first.context["older"]
    second = signed_in(pmo_lead).get(reverse("programs:reading-list", args=[metric.uid]), {"before": str(older)})

    assert (len(first.context["readings"]), len(second.context["readings"])) == (30, 15)
    assert second.context["older"] is None


def test_a_value_is_shown_with_its_decimals_and_what_was_typed_stays(metric: SharedMetric, pmo_lead: User) -> None:
    Reading.objects.all().delete()
    SharedMetric.objects.filter(pk=metric.pk).update(decimals=0)
    make.make_reading(metric, value=Decimal("14812.3"))
    make.make_reading(metric, value=Decimal(12), period_starts_on=make.MONDAY - timedelta(weeks=1))

    page = signed_in(pmo_lead).get(address("reading-list", metric)).content.decode()

    assert ">14,812<" in page
    assert page.count("typed 14,812.3") == page.count("typed ") == 1


def test_the_arms_of_a_running_pilot_are_asked_for_in_its_run_only(program: Program, pmo_lead: User) -> None:
    start = latest_periods("week", today=timezone.localdate(), count=3)[-1]
    pilot = make_pilots.make_pilot(program, step="started", on=start)

    grid = signed_in(pmo_lead).get(address("reading-create", pilot.primary.metric)).context["missing"].missing.values()

    assert {(each.pilot, each.arm) for each in grid if each.pilot} == {(pilot, "Functional"), (pilot, "Integrated")}
    assert {each.starts_on for each in grid if each.pilot} == {start + timedelta(weeks=weeks) for weeks in range(3)}
