"""What the state asks of a past day is what the whole analysis of that day says."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.interfaces.builders import EXAMPLE, TODAY, analyzed, around, counted, make_interface
from tracker.analysis.facts.interfaces import Incident, InterfaceFacts
from tracker.analysis.interfaces.critical import critical_interfaces, critical_of

UIDS = "abcd"
incidents = st.lists(
    st.builds(
        lambda uid, back, amount: (uid, back, amount),
        st.sampled_from(UIDS),
        st.integers(0, 400),
        st.sampled_from([None, "0", "10", "250.50"]),
    ),
    max_size=25,
)


def facts_of(given: list[tuple[str, int, str | None]], interfaces: int, accepted: int) -> InterfaceFacts:
    """So many interfaces, and what happened at them so many days ago; redesigns were accepted on a day each."""
    own = tuple(
        make_interface(uid, owner="Ada", redesign_accepted_on=TODAY - timedelta(days=accepted + 30 * number))
        for number, uid in enumerate(UIDS[:interfaces])
    )
    happened: list[Incident] = []
    for number, (uid, back, amount) in enumerate(given):
        cost = {} if amount is None else {"amount": Decimal(amount), "currency": "EUR"}
        (row,) = counted({uid: 1}, happened_on=TODAY - timedelta(days=back), **cost)
        happened.append(Incident(**{name: getattr(row, name) for name in row.__slots__} | {"uid": f"i{number:02}"}))
    known = tuple(each for each in happened if each.interface in UIDS[:interfaces])
    return InterfaceFacts(interfaces=own, incidents=tuple(sorted(known, key=lambda each: (each.happened_on, each.uid))))


@given(given=incidents, interfaces=st.integers(0, 4), back=st.integers(0, 300), accepted=st.integers(0, 200))
@settings(max_examples=120, deadline=None)
def test_it_is_the_same_as_of_the_whole_analysis(
    given: list[tuple[str, int, str | None]], interfaces: int, back: int, accepted: int
) -> None:
    facts, day = facts_of(given, interfaces, accepted), TODAY - timedelta(days=back)

    found = critical_interfaces(facts, around=around(), as_of=day)

    assert found == critical_of(analyzed(facts, as_of=day))


def test_the_few_come_largest_first_with_what_was_accepted_by_the_day() -> None:
    late = make_interface("a", redesign_accepted_on=TODAY + timedelta(days=1))
    early = make_interface("b", redesign_accepted_on=TODAY)
    facts = InterfaceFacts(
        interfaces=(late, early, *(make_interface(uid) for uid in "cdefgh")), incidents=counted(EXAMPLE)
    )

    rows = critical_interfaces(facts, around=around(), as_of=TODAY).rows

    assert [(each.uid, each.redesign_accepted_on) for each in rows] == [("a", None), ("b", TODAY), ("c", None)]
