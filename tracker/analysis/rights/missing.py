"""What keeps the share from being known, who owes it, and the day on which it can first appear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.analysis.rights.binding import scope_of
from tracker.analysis.rights.question import FlowLimit, RightsPolicy
from tracker.analysis.rights.results import RightScope, RightsMissing, RightVerdict
from tracker.analysis.rights.standing import Standing
from tracker.progress.words import and_words, count_words

PMO = "Transformation PMO"
LEADS = "Function leads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The record of a day with its verdicts, to be asked what is missing in it."""

    standing: Standing
    limits: Sequence[FlowLimit]
    policy: RightsPolicy
    verdicts: Sequence[RightVerdict]

    def all(self) -> tuple[RightsMissing, ...]:
        """What is missing; first why no decision is in scope, where that is so."""
        return (*self.of_record(), *self.of_constraint(), *self.of_resources(), *self.of_frequencies())

    def of_record(self) -> Iterator[RightsMissing]:
        """No decision at all."""
        if not self.verdicts:
            yield self.owed("no recurring decision is recorded", by=PMO)

    def of_constraint(self) -> Iterator[RightsMissing]:
        """Why no decision is in scope: nobody observed, nothing stands out, or no decision commits what does."""
        scopes = {each.scope for each in self.verdicts}
        if scopes & {RightScope.FIRM, RightScope.PROVISIONAL}:
            return
        if RightScope.UNKNOWN in scopes:
            yield self.owed("nobody has said yet what limits the flow", by=self.observers())
        if RightScope.OUTSIDE in scopes:
            yield self.of_committed()

    def of_committed(self) -> RightsMissing:
        """The likely constraint is in no decision, or nothing is likely enough."""
        likely = sorted(self.likely())
        if likely:
            resource, flow = likely[0]
            return self.owed(f"no recorded decision commits {resource}, the likely constraint of {flow}", by=PMO)
        monday = self.standing.as_of + timedelta(days=7 - self.standing.as_of.weekday())
        return RightsMissing(
            what="no resource stands out yet as what limits the flow", who=self.observers(), first_on=monday
        )

    def observers(self) -> str:
        """Names of the functions that owe observations; all leads when the record does not say."""
        return and_words(dict.fromkeys(name for limit in self.limits for name in limit.owed_by)) or LEADS

    def likely(self) -> Iterator[tuple[str, str]]:
        """Names of the resources that probably limit a flow, each with the flow."""
        for limit in self.limits:
            for uid, chance in limit.chances.items():
                resource = self.standing.resources.get(uid)
                if resource and scope_of(chance, self.policy) is not RightScope.OUTSIDE:
                    yield resource.name, limit.name

    def of_resources(self) -> Iterator[RightsMissing]:
        """Decisions that name nothing they commit."""
        count = sum(1 for each in self.verdicts if each.scope is RightScope.UNCOMMITTED)
        if count:
            commit = "names no resource that it commits" if count == 1 else "name no resource that they commit"
            yield self.owed(f"{count_words(count, 'decision')} {commit}", by=PMO)

    def of_frequencies(self) -> Iterator[RightsMissing]:
        """Decisions on the constraint of which nobody knows how often they are made."""
        count = sum(1 for each in self.verdicts if each.is_aligned is not None and each.times_a_month is None)
        if count:
            made = "is made" if count == 1 else "are made"
            yield self.owed(f"nobody knows how often {count_words(count, 'decision')} on the constraint {made}", by=PMO)

    def owed(self, what: str, *, by: str) -> RightsMissing:
        """Something that can be there today."""
        return RightsMissing(what=what, who=by, first_on=self.standing.as_of)
