"""What a worker does with logs that wait: read, told what is wrong, loaded, taken up from a worker that was lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programs.errors import Refused
from programs.models import EventLogFile, EventLogPiece, HandoffCount, Program, User
from programs.models.base import new_uid
from tests import factories
from tests.factories.interfaces import make_event_log
from tests.tracker.event_logs.conftest import SMALL
from tracker.event_logs import work
from tracker.event_logs.uploads import Asked, PieceReader, analysis_of, ask_to_load, bring, outcome_of, read_again

pytestmark = pytest.mark.django_db
State = EventLogFile.State
LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture
def steward() -> User:
    return factories.make_user(email="steward@example.com", is_steward=True)


@pytest.fixture
def worked(steward: User) -> Callable[..., EventLogFile]:
    """A log after a worker was at it."""

    def work_at(content: bytes = SMALL, **given: Any) -> EventLogFile:
        log = make_event_log(given.pop("user", steward), content, **given)
        work.work_off()
        log.refresh_from_db()
        return log

    return work_at


def test_a_log_is_kept_in_pieces_and_read_as_one(steward: User) -> None:
    log = bring([SMALL[:7], SMALL[7:]], name="../log.csv", by=steward, asked=Asked(**given()))

    work.work_off()
    log.refresh_from_db()
    analysis = analysis_of(log)

    assert (log.name, log.size, log.state, log.done) == ("log.csv", len(SMALL), State.READ, 100)
    assert analysis is not None
    assert (analysis.events, analysis.found.handoffs, analysis.is_personal) == (5, 3, False)


def test_what_is_wrong_with_a_log_is_told(worked: Callable[..., EventLogFile]) -> None:
    log = worked(b"case,time\n1,2\n")

    assert (log.state, log.claim) == (State.REFUSED, None)
    assert log.problem == "There is no column “team” for the actor. The columns are: “case”, “time”."


def test_a_refused_log_is_read_with_other_options_without_being_brought_again(
    worked: Callable[..., EventLogFile],
) -> None:
    log = worked(options={"actor": "dept"})

    read_again(log, asked=Asked(**given()), flow=None)
    work.work_off()
    log.refresh_from_db()

    assert (log.state, log.problem) == (State.READ, "")


def test_a_loaded_log_is_in_the_record_and_its_bytes_are_gone(worked: Callable[..., EventLogFile]) -> None:
    log = worked()

    ask_to_load(log)
    ask_to_load(log)
    work.work_off()
    log.refresh_from_db()

    outcome = outcome_of(log)
    assert outcome is not None
    assert (log.state, outcome.new, HandoffCount.objects.count()) == (State.LOADED, 2, 2)
    assert not EventLogPiece.objects.exists()


def test_a_log_that_may_not_be_loaded_stays_as_it_was_read(
    worked: Callable[..., EventLogFile], program: Program, pmo_lead: User
) -> None:
    log = worked(user=pmo_lead)

    ask_to_load(log)
    work.work_off()
    log.refresh_from_db()

    assert (log.state, HandoffCount.objects.count()) == (State.READ, 0)
    assert "does not allow" in log.problem
    assert EventLogPiece.objects.exists()


def test_names_of_persons_are_not_kept(worked: Callable[..., EventLogFile]) -> None:
    log = worked(SMALL.replace(b"team", b"user"), options={"actor": "user"})

    assert "Planning" not in str(log.analysis)
    assert "Person 1" in str(log.analysis)
    ask_to_load(log)
    work.work_off()
    log.refresh_from_db()
    assert "may name persons" in log.problem


def test_names_of_persons_are_kept_when_that_is_asked_for(worked: Callable[..., EventLogFile]) -> None:
    log = worked(SMALL.replace(b"team", b"user"), options={"actor": "user", "keep_names": True})

    ask_to_load(log)
    work.work_off()

    assert HandoffCount.objects.count() == 2


def test_a_log_of_a_lost_worker_is_taken_up_and_given_up_at_last(steward: User) -> None:
    held = {"claim": new_uid(), "alive_at": timezone.now()}
    fresh = make_event_log(steward, SMALL, **held)
    silent = make_event_log(steward, SMALL, **held | {"alive_at": LONG_AGO}, attempts=1)
    deadly = make_event_log(steward, SMALL, **held | {"alive_at": LONG_AGO}, attempts=work.MOST_ATTEMPTS)

    assert work.work_off() == 2

    states = dict(EventLogFile.objects.values_list("pk", "state"))
    assert states == {fresh.pk: State.TO_READ, silent.pk: State.READ, deadly.pk: State.REFUSED}


def test_a_worker_stops_when_the_log_is_removed(steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SIGN_OF_LIFE_SECONDS", 0)
    make_event_log(steward, SMALL)
    log = work.claim()
    assert log is not None
    EventLogFile.objects.filter(pk=log.pk).update(claim=None, state=State.TO_READ)

    work.work_on(log)

    assert EventLogFile.objects.get().state == State.TO_READ


def test_progress_is_told_while_a_log_is_read(steward: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SIGN_OF_LIFE_SECONDS", 0)
    make_event_log(steward, SMALL)
    log = work.claim()
    assert log is not None

    work.sign_of_life(log)(len(SMALL) // 2)

    assert EventLogFile.objects.get().done == 50


def test_logs_go_after_a_week(steward: User) -> None:
    old = make_event_log(steward, SMALL)
    EventLogFile.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=7, minutes=1))
    make_event_log(steward, SMALL)

    work.work_off()

    assert (EventLogFile.objects.count(), EventLogPiece.objects.count()) == (1, 1)


def test_an_attribute_with_a_value_for_everybody_is_refused(
    worked: Callable[..., EventLogFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "MOST_INTERFACES", 1)

    assert "gives 2 interfaces between 2 actors" in worked().problem


def test_the_pieces_are_read_to_their_end(steward: User) -> None:
    reader = PieceReader(make_event_log(steward, SMALL))

    assert [reader.read(), reader.read(), reader.read()] == [SMALL, b"", b""]


def given(**more: Any) -> dict[str, Any]:
    options = {"actor": "team", "zone": "UTC", "first": LONG_AGO.date().replace(year=1990)}
    return options | more


def test_a_log_is_not_loaded_before_it_was_read(steward: User) -> None:
    log = make_event_log(steward, SMALL)

    with pytest.raises(Refused, match="not read yet"):
        ask_to_load(log)
