"""Who decides, by who controls: decisions on the diagonal are in the right hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tracker.analysis.facts.decisions import DecisionRight
from tracker.analysis.rights.alignment import total
from tracker.analysis.rights.results import AuthorityCell, AuthorityMatrix, Decider, Named, RightVerdict
from tracker.analysis.rights.standing import Standing

NOBODY = Named(uid="", name="Nobody")
SEVERAL = Named(uid="", name="Several")
NO_VOTE = Named(uid="", name="A team without a deciding vote")
UNNAMED = Named(uid="", name="Not named")


def matrix_of(verdicts: Sequence[RightVerdict], *, standing: Standing) -> AuthorityMatrix:
    """Decisions in scope by who decides and who controls what limits; while none is, all by all they commit."""
    in_scope = [each for each in verdicts if each.is_aligned is not None]
    if in_scope:
        return of_pairs("binding", ((row_of(each.deciders), each.controller or UNNAMED, each) for each in in_scope))
    rights = {right.uid: right for right in standing.rights()}
    return of_pairs(
        "committed",
        (
            (row_of(each.deciders), controller, each)
            for each in verdicts
            for controller in controllers(rights[each.uid], standing)
        ),
    )


def controllers(right: DecisionRight, standing: Standing) -> list[Named]:
    """The functions that control what the decision commits, each once."""
    found = {standing.controller(resource) or UNNAMED for resource in standing.committed(right)}
    return sorted(found, key=by_name)


def row_of(deciders: Sequence[Decider]) -> Named:
    """The one function whose word counts; else in words why there is none."""
    voices = {voice for decider in deciders for voice in decider.voices}
    if not deciders:
        return NOBODY
    if len(deciders) > 1 or len(voices) > 1:
        return SEVERAL
    return next(iter(voices), NO_VOTE)


def of_pairs(of: str, pairs: Iterable[tuple[Named, Named, RightVerdict]]) -> AuthorityMatrix:
    """The matrix of decisions, each with its row and its column."""
    cells: defaultdict[tuple[Named, Named], list[RightVerdict]] = defaultdict(list)
    for decider, controller, verdict in pairs:
        cells[decider, controller].append(verdict)
    ordered = sorted(cells.items(), key=lambda item: (by_name(item[0][0]), by_name(item[0][1])))
    return AuthorityMatrix(
        of=of,
        deciders=tuple(sorted({decider for decider, _ in cells}, key=by_name)),
        controllers=tuple(sorted({controller for _, controller in cells}, key=by_name)),
        cells=tuple(
            AuthorityCell(
                decider=decider.uid or decider.name,
                controller=controller.uid or controller.name,
                rights=tuple(sorted(each.uid for each in found)),
                exposure=total(found),
            )
            for (decider, controller), found in ordered
        ),
    )


def by_name(party: Named) -> tuple[bool, str, str]:
    """Functions by name, then what is none."""
    return (not party.uid, party.name, party.uid)
