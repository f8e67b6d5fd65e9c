"""How the feed stands at the moment of a request, and what the caller may see: one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
)
from django.db.models.expressions import RawSQL, Subquery
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from programs.api.feed.access import NOTHING, Access, Ids, everything_shared, some
from programs.api.statements import ask
from programs.compiled import given
from programs.models import Change, Committee, FeedAccess, FeedGeneration, Meeting, Portfolio, Program, User
from programs.models.grant import sees_all, sight_of
from programs.models.scope import Scope
from programs.models.visibility import reads_the_installation

LATE_AFTER_SECONDS = 30
# Transactions of other databases of the server, which write nothing here. One that ended a moment ago, or whose
# session is hidden from us, is not among them: the feed waits for it as for one of ours.
ELSEWHERE = """SELECT backend_xid::text::bigint FROM pg_stat_activity
        WHERE backend_xid IS NOT NULL AND xact_start IS NOT NULL AND datname <> current_database()
    UNION ALL SELECT transaction::text::bigint FROM pg_prepared_xacts WHERE database <> current_database()"""
# All entries of older transactions are there: none of them is still open. Its own entries a transaction never reads.
OPEN_FROM = f"""(SELECT least(
        coalesce(min(xid), pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
        pg_current_xact_id_if_assigned()::text::bigint)
    FROM (SELECT pg_snapshot_xip(pg_current_snapshot())::text::bigint AS xid) AS still_open
    WHERE mod(xid, 4294967296) NOT IN ({ELSEWHERE}))"""
# Another server, another database, a table that was made anew or another line of time: all of them follow a restore.
FINGERPRINT = """(SELECT concat_ws('-', (SELECT system_identifier FROM pg_control_system()),
    (SELECT oid FROM pg_database WHERE datname = current_database()), 'programs_change'::regclass::oid::text,
    substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)))"""
# How long the oldest transaction that writes has been open; NULL when it is somebody's of whom we may not know.
LAG = f"""(SELECT CASE
        WHEN s.open_from < s.ahead AND bool_or(a.query = '<insufficient privilege>')
            AND NOT coalesce(bool_or(a.backend_xid::text::bigint = mod(s.open_from, 4294967296)), FALSE) THEN NULL
        ELSE greatest(0, coalesce(floor(extract(epoch FROM clock_timestamp() - least(
            min(a.xact_start) FILTER (WHERE a.backend_xid IS NOT NULL AND a.datname = current_database()),
            (SELECT min(prepared) FROM pg_prepared_xacts WHERE database = current_database())
        ))), 0))::int END
    FROM pg_stat_activity a, (SELECT {OPEN_FROM} AS open_from,
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS ahead) s
    GROUP BY s.open_from, s.ahead)"""


@dataclass(frozen=True, slots=True)
class State:
    """What one request goes by.

    open_from     number of the oldest transaction that may still write
    newest        the last entry before it, 0 and 0 when there is none
    found_anchor  whether the entry that the cursor names is there, or none was there when it was given
    stored        what the person could see by digest, of those that were asked for, and when each was used
    """

    now: datetime
    open_from: int
    newest: tuple[int, int]
    lag_seconds: int | None
    fingerprint: str
    generation: str
    known_fingerprint: str
    found_anchor: bool
    access: Access
    stored: Mapping[str, tuple[Access, date]]

    @property
    def is_of_this_database(self) -> bool:
        return self.known_fingerprint == self.fingerprint

    def access_named(self, digest: str) -> Access | None:
        """What the person could see, or sees, by its digest; None when that is no longer kept."""
        known = {NOTHING.digest: NOTHING, self.access.digest: self.access}
        known |= {name: access for name, (access, _) in self.stored.items()}
        return known.get(digest)

    @property
    def must_keep(self) -> bool:
        """Whether the present access must be written down before a cursor names it."""
        kept = self.stored.get(self.access.digest)
        return kept is None or kept[1] < self.now.date()


def read_state(user: User, *, digests: Iterable[str] = (), anchor: tuple[int, int] = (0, 0)) -> State:
    """How the feed stands; ``digests`` of accesses and the entry ``anchor`` come from the cursor."""
    digests = list(digests)
    known = {"digests": digests, "xact": anchor[0], "entry": anchor[1]}
    # The day is a part of it, since roles hold from day to day.
    found = ask(("feed", sight_of(user), timezone.localdate()), lambda: stated(user), known)[0]._asdict()
    kept = [orjson.loads(each) for each in found["kept"] or ()]
    stored = {
        each["digest"]: (Access.from_stored(each["scopes"]), date.fromisoformat(each["used_on"])) for each in kept
    }
    return State(
        now=found["now"],
        open_from=found["open_from"],
        newest=(found["newest_xact"] or 0, found["newest_id"] or 0),
        lag_seconds=found["lag_seconds"],
        fingerprint=found["fingerprint"],
        generation=str(found["generation"]),
        known_fingerprint=found["known_fingerprint"] or "",
        found_anchor=found["has_anchor"] if anchor != (0, 0) else found["pruned_at"] is None,
        access=seen_by(user, found),
        stored=stored,
    )


def stated(user: User) -> QuerySet[User, Any]:
    """One row; ``digests``, and ``xact`` and ``entry`` of the anchor, are given as it is asked."""
    newest = Change.objects.filter(xact__lt=RawSQL(OPEN_FROM, [])).order_by("-xact", "-id")
    generation = FeedGeneration.objects.order_by("id")
    kept = FeedAccess.objects.filter(user=OuterRef("pk"), digest__any_of=given("digests"))
    shown = Cast(JSONObject(digest="digest", scopes="scopes", used_on="used_on"), TextField())
    columns = dict(
        now=RawSQL("statement_timestamp()", [], DateTimeField()),
        open_from=RawSQL(OPEN_FROM, [], BigIntegerField()),
        newest_xact=Subquery(newest.values("xact")[:1]),
        newest_id=Subquery(newest.values("id")[:1]),
        lag_seconds=RawSQL(LAG, [], IntegerField()),
        fingerprint=RawSQL(FINGERPRINT, [], CharField()),
        generation=Subquery(generation.values("uid")[:1]),
        known_fingerprint=Subquery(generation.values("fingerprint")[:1]),
        pruned_at=Subquery(generation.values("pruned_at")[:1]),
        has_anchor=Exists(Change.objects.filter(xact=given("xact"), id=given("entry"))),
        kept=ArraySubquery(kept.annotate(shown=shown).values("shown")),
        reads_shared=Exists(User.objects.filter(reads_the_installation(user), pk=user.pk)),
        programs=keys(Program.objects.visible_to(user)),
        **({} if sees_all(user) else few(user)),
    )
    return User.objects.filter(pk=user.pk).annotate(**columns).order_by().values_list(*columns)


def few(user: User) -> dict[str, ArraySubquery]:
    """What somebody who does not keep the installation sees of what belongs to several programs."""
    return {
        "portfolios": keys(Portfolio.objects.visible_to(user)),
        "committees": keys(Committee.objects.visible_to(user)),
        "meetings": keys(Meeting.objects.visible_to(user)),
    }


def keys(rows: QuerySet[Any]) -> ArraySubquery:
    return ArraySubquery(rows.order_by().annotate(key=F("pk")).values("key"))


def seen_by(user: User, found: Mapping[str, Any]) -> Access:
    every = sees_all(user)
    programs = some(found["programs"])
    return Access(
        {
            Scope.PROGRAM: programs,
            Scope.SHARED: everything_shared(found["reads_shared"]),
            Scope.PORTFOLIO: Ids(rest=True) if every else some(found["portfolios"]),
            Scope.COMMITTEE: Ids(rest=True) if every else some(found["committees"]),
            Scope.MEETING: Ids(rest=True) if every else some(found["meetings"]),
            Scope.MANDATE: Ids(rest=True) if every else programs,
        }
    )
