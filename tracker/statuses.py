"""Programs with their newest statuses as columns, by which lists filter, sort and count."""

from __future__ import annotations

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from programs.models import Program
from tracker.analysis.coordination import ANALYSIS_VERSION
from tracker.analysis.result.results import GreyKind
from tracker.models import Analysis, Snapshot
from tracker.progress.divergence import BADNESS, Stands

NO_SLIP = 1_000_000
ATTENTION_RANK = 4
RESULT_STATES = (*(color.value for color in BADNESS), *(kind.value for kind in GreyKind))
RESULT_GREYS = tuple(kind.value for kind in GreyKind if kind is not GreyKind.NOT_APPLICABLE)
"""Not known, and may be one day."""
BETTER = Q(against_delivery=Stands.BETTER) | Q(against_result=Stands.BETTER)
"""Reported better than at least one of the computed statuses; for programs from ``with_statuses``."""
WORSE = Q(against_delivery=Stands.WORSE) | Q(against_result=Stands.WORSE)


def with_statuses(programs: QuerySet[Program]) -> QuerySet[Program]:
    """Annotates what the newest headline snapshot and analyses say, and ``rank``: 1 is worst, 8 is not known.

    delivery, reported  grey without a snapshot; ``as_of`` and ``slip_days`` are NULL then
    result              a color, or which grey it is; NULL before there are analyses of this version, unless the
                        program is not computed any more: what was said last stays
    against_delivery, against_result  where the reported status stands: a ``Stands``
    diverges            whether it differs from either

    Active programs alone keep their attention: paused, closed and draft ones come last.
    """
    newest = Snapshot.objects.headline().filter(program=OuterRef("pk")).order_by("-as_of")
    analyses = Analysis.objects.filter(program=OuterRef("pk")).order_by("-as_of")
    counts = Q(told__method_version=ANALYSIS_VERSION) | ~Q(state=Program.State.ACTIVE)
    return (
        programs.annotate(newest_id=Subquery(newest.values("id")[:1]), analysis_id=Subquery(analyses.values("id")[:1]))
        .annotate(now=FilteredRelation("snapshots", condition=Q(snapshots__id=F("newest_id"))))
        .annotate(told=FilteredRelation("analyses", condition=Q(analyses__id=F("analysis_id"))))
        .annotate(
            delivery=Coalesce(F("now__delivery"), Value("grey")),
            reported=Coalesce(F("now__reported"), Value("grey")),
            as_of=F("now__as_of"),
            slip_days=F("now__slip_days"),
            result=Case(When(counts, then=F("told__result_state"))),
        )
        .annotate(
            against_delivery=stands_against("delivery", contradicted=Q(delivery="grey", now__diverges=True)),
            against_result=stands_against("result", contradicted=Q(pk__in=[])),
        )
        .annotate(diverges=Case(When(BETTER | WORSE, then=True), default=False))
        .annotate(
            rank=rank_of_attention(),
            minus_slip=Coalesce(Value(0) - F("slip_days"), Value(NO_SLIP), output_field=IntegerField()),
        )
    )


def stands_against(computed: str, *, contradicted: Q) -> Case:
    """Where the reported color stands against the column, as ``tracker.progress.divergence`` says it.

    contradicted  that dates alone say otherwise
    """
    colors = list(BADNESS)
    worse_than = {color: [each for each in colors if BADNESS[each] > BADNESS[color]] for color in colors}
    better = Q(contradicted)
    for color, worse in worse_than.items():
        better |= Q(reported=color, **{f"{computed}__in": worse})
    return Case(
        When(better, then=Value(Stands.BETTER.value)),
        When(Q(reported__in=colors, **{computed: F("reported")}), then=Value(Stands.SAME.value)),
        When(Q(reported__in=colors, **{f"{computed}__in": colors}), then=Value(Stands.WORSE.value)),
        default=Value(Stands.UNKNOWN.value),
        output_field=CharField(),
    )


def rank_of_attention() -> Case:
    """Worst first: computed red, reported red, the two diverge, computed amber, reported amber, late, calm, unknown.

    Computed is Delivery or Result, whichever is worse.
    """
    return Case(
        When(~Q(state=Program.State.ACTIVE), then=9),
        When(newest_id__isnull=True, then=8),
        When(Q(delivery="red") | Q(result="red"), then=1),
        When(reported="red", then=2),
        When(diverges=True, then=3),
        When(Q(delivery="amber") | Q(result="amber"), then=4),
        When(reported="amber", then=5),
        When(slip_days__gt=0, then=6),
        default=7,
        output_field=IntegerField(),
    )
