"""What page 1 of a report says of coordination: what limits the flow and who decides on it; the largest unknown."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.constraints.results import ConstraintVerdict
from tracker.analysis.coordination import Coordination
from tracker.analysis.result.results import GreyKind, ResultAnalysis, ResultReason
from tracker.analysis.rights.results import RightVerdict
from tracker.progress.words import sentence, share_words
from tracker.reporting.coordination.areas import in_words
from tracker.reporting.coordination.constraint import first_flow
from tracker.reporting.coordination.section import Names
from tracker.reporting.wording import Json, display_date, joined, shorten, whole_sentences

CONSTRAINT_WORDS = 14
AUTHORITY_WORDS = 20
UNKNOWN_WORDS = 32
HOW_SURE = {ConstraintVerdict.IDENTIFIED: "Constraint", ConstraintVerdict.PROVISIONAL: "Probable constraint"}
WEIGHT = ("metrics", "constraint", "decision_rights", "interfaces", "latency", "culture", "state", "pilots", "shifts")
"""Areas by how much hangs on their answer, the most first; of the others nothing is called the largest unknown."""
NOTHING_LACKS = "Nothing that these answers rest on is missing."


def first_page(found: Coordination, names: Names) -> Json:
    """The two answers, in at most 66 words."""
    return {"constraint": _limit_and_authority(found), "unknown": largest_unknown(found, names)}


def _limit_and_authority(found: Coordination) -> str:
    """``Constraint of Process pumps: Pump assembly. Procurement controls it and decides.``

    While it is too close to call, nobody is told to decide.
    """
    if not found.constraint.flows:
        return "No flow is mapped yet, so nothing can limit one."
    flow = first_flow(found.constraint)
    if flow.verdict in HOW_SURE:
        limit = shorten(f"{HOW_SURE[flow.verdict]} of {flow.flow}: {flow.candidates[0].name}.", CONSTRAINT_WORDS)
        return f"{limit} {shorten(_authority(found), AUTHORITY_WORDS)}".strip()
    if flow.verdict is ConstraintVerdict.UNKNOWN:
        said = f"Nobody has said yet what limits {flow.flow}."
    else:
        said = (
            f"Constraint of {flow.flow}, too close to call: {' or '.join(each.name for each in flow.candidates[:2])}."
        )
    return shorten(said, CONSTRAINT_WORDS + AUTHORITY_WORDS)


def _authority(found: Coordination) -> str:
    """``Procurement controls it, but both decisions on it are made by Sales.``"""
    weighed = [each for each in found.decision_rights.verdicts if each.is_aligned is not None]
    wrong = [each for each in weighed if not each.is_aligned]
    if not weighed:
        return "" if found.decision_rights.verdicts else "Who decides on it is not recorded."
    whose = joined(sorted({each.controller.name for each in wrong or weighed if each.controller}), limit=2)
    if not wrong:
        return f"{whose or 'Whoever decides'} controls it{' and decides' if whose else ''}."
    owned = f"{whose} controls it, but" if whose else "Nobody is named who controls it;"
    share = "both decisions" if len(wrong) == len(weighed) == 2 else share_words(len(wrong), len(weighed), "decision")
    who = joined(_deciders(wrong), limit=2) or "nobody who is named"
    return f"{owned} {share} on it {'is' if len(wrong) == 1 else 'are'} made by {who}."


def _deciders(wrong: Sequence[RightVerdict]) -> list[str]:
    """Who makes these decisions now, each once."""
    return list(dict.fromkeys(decider.name for each in wrong for decider in each.deciders))


def largest_unknown(found: Coordination, names: Names) -> str:
    """What is not known on which most hangs: what is missing, who owes it, by when.

    Whether the results improve comes first; then the areas by weight, those without any answer before the others.
    """
    if found.result.grey in (GreyKind.OVERDUE, GreyKind.TOO_EARLY):
        return _fitted("Whether results improve", _result_words(found.result))
    sections = {area.key: (area.question, section) for area, section in in_words(found, names)}
    lacking = [sections[key] for key in WEIGHT if sections[key][1].missing]
    for question, section in sorted(lacking, key=lambda each: each[1].is_known):
        return _fitted(question, section.missing)
    return NOTHING_LACKS


def _result_words(found: ResultAnalysis) -> str:
    """The first reason for the grey, with who owes it and the first possible day."""
    reason = next((each for each in found.reasons if each.grey is found.grey), None)
    return found.sentence if reason is None else _reason_words(reason, found)


def _reason_words(reason: ResultReason, found: ResultAnalysis) -> str:
    said = [sentence(reason.sentence)]
    first_on = reason.first_on or found.first_on
    owed_by = reason.owed_by or found.owed_by
    if owed_by and owed_by not in reason.sentence:
        said.append(f"Owed by {owed_by}.")
    if first_on and display_date(first_on) not in reason.sentence:
        said.append(f"Possible from {display_date(first_on)}.")
    return " ".join(said)


def _fitted(question: str, words: str) -> str:
    """The question with as much of the words as fits, whole sentences or parts of a list."""
    lead = question if question.endswith("?") else f"{question}."
    return f"{lead} {whole_sentences(words, UNKNOWN_WORDS - len(lead.split()))}"
