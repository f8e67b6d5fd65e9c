"""What forbids a verdict, whatever the numbers say (METHODS 6.1, 6.2, 6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from tracker.analysis.pilots.design import is_too_dependent
from tracker.analysis.pilots.limits import FEWEST_TO_CUT_OVER, MOST_CORRELATION
from tracker.analysis.pilots.measured import Measured
from tracker.analysis.pilots.pairing import losses_of
from tracker.analysis.pilots.results import PilotBlock
from tracker.analysis.pilots.stability import recent_signal
from tracker.progress.words import count_words, day_words


def blocks_of(measured: tuple[Measured, ...], *, until: date) -> tuple[PilotBlock, ...]:
    """Everything that forbids a verdict on the day; the primary metric comes first."""
    found = [block for each in measured for block in data_blocks(each, until=until)]
    if recent_signal(measured[0].fact, measured[0].over(until)):
        found.append(unstable(measured[0]))
    return tuple(found)


def data_blocks(measured: Measured, *, until: date) -> Iterator[PilotBlock]:
    """What is wrong with the readings of one metric."""
    fact, losses = measured.fact, losses_of(measured.fact, measured.over(until))
    every = fact.frequency
    if fact.redefined_on is not None and fact.redefined_on <= until:
        words = (
            f"The definition of {fact.name} changed on {day_words(fact.redefined_on)}: what is read by the new one is "
            "another series, and needs another pilot."
        )
        yield PilotBlock(what="redefined", metric=fact.name, words=words)
    if losses.too_many:
        words = (
            f"{fact.name}: {losses.dropped} of {count_words(losses.counted, every)} "
            f"{'is' if losses.dropped == 1 else 'are'} incomplete. More than one in five forbids a verdict, and "
            "nothing is filled in."
        )
        yield PilotBlock(what="lost", metric=fact.name, words=words, owed_by=measured.owed_by)
    if losses.on_one_side:
        words = (
            f"{fact.name}: one way misses at least three {every}s more than the other "
            f"({losses.missing_old} in the old, {losses.missing_new} in the new)."
        )
        yield PilotBlock(what="one_sided", metric=fact.name, words=words, owed_by=measured.owed_by)
    yield from sequence_blocks(measured, until=until)


def sequence_blocks(measured: Measured, *, until: date) -> Iterator[PilotBlock]:
    """What is wrong with the differences: they do not vary, follow each other, or contradict what was known."""
    n, name, every = measured.pairs(until), measured.fact.name, measured.fact.frequency
    if n < FEWEST_TO_CUT_OVER:
        return
    path, last = measured.path, n - 1
    if path.variance[last] == 0:
        words = f"{name}: both ways differ by the same in every {every}. What does not vary cannot be judged."
        yield PilotBlock(what="too_alike", metric=name, words=words)
        return
    correlation = path.correlation[last : last + 1]
    if bool(is_too_dependent(correlation, np.array([n]))[0]):
        words = dependence_words(float(correlation[0]), n, name=name, every=every)
        yield PilotBlock(what="correlation", metric=name, words=words)
    if path.lower[last] > path.upper[last]:
        words = (
            f"{name}: what was certain before and what is certain now have nothing in common: something drifts. "
            "Look at what changed during the run."
        )
        yield PilotBlock(what="drift", metric=name, words=words)


def dependence_words(correlation: float, n: int, *, name: str, every: str) -> str:
    """That the periods follow each other too much, and what helps."""
    worth = n * (1 - correlation) / (1 + correlation)
    said = f"{name}: {every}s resemble the {every} before, so that {n} of them tell as much as {worth:.0f}."
    if correlation > MOST_CORRELATION:
        return f"{said} Compare longer periods."
    return f"{said} At least {FEWEST_TO_CUT_OVER} are needed: more {every}s, or longer periods."


def unstable(primary: Measured) -> PilotBlock:
    """That the new arm itself is out of control on the bad side in its latest periods."""
    every, name = primary.fact.frequency, primary.fact.name
    words = (
        f"{name} of the new way is out of its usual range on the bad side in one of the last three {every}s. "
        "Find out why before anything is decided."
    )
    return PilotBlock(what="unstable", metric=name, words=words)
