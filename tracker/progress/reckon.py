"""From the record of one program to everything that is said about it, as of a day."""

from __future__ import annotations

from datetime import date

from tracker.progress.cost import read_costs
from tracker.progress.delivery import read_delivery
from tracker.progress.facts import ProgramFacts
from tracker.progress.forecast.outlook import Forecaster
from tracker.progress.headline import day_number, forecast_headline, sequence_headline
from tracker.progress.horizons import measure_horizons
from tracker.progress.record import Record
from tracker.progress.reported import read_reported
from tracker.progress.results import ProgramProgress
from tracker.progress.sequence import read_sequence
from tracker.progress.slip import read_slip


def reckon(facts: ProgramFacts, as_of: date) -> ProgramProgress:
    """Progress of one program as the record stood at the end of ``as_of``.

    facts    in any order of items; everything dated after ``as_of`` is ignored
    returns  the same answer for the same arguments, always
    cost     in proportion to items and their records: milliseconds for 500 items
    source   METHODS 1.1 to 1.4, 1.5 (gates), 1.7, 1.8
    """
    return reckon_record(Record.of(facts), as_of)


def reckon_record(record: Record, as_of: date) -> ProgramProgress:
    """The same from a record, whose look-ups serve every day that is asked about."""
    facts = record.facts
    reported = read_reported(facts, as_of)
    slip = read_slip(record, as_of)
    forecaster = Forecaster(record, as_of)
    sequence = read_sequence(record, as_of, forecaster)
    horizons = measure_horizons(record, as_of, forecaster)
    delivery = read_delivery(record, as_of, horizons=horizons, reported=reported, slip=slip)
    if facts.follows_sequence:
        headline = sequence_headline(record, as_of, sequence=sequence, delivery=delivery, reported=reported)
    else:
        headline = forecast_headline(record, as_of, slip=slip, reported=reported)
    return ProgramProgress(
        program_uid=facts.uid,
        as_of=as_of,
        day_number=day_number(facts, as_of),
        headline=headline,
        sequence=sequence,
        horizons=horizons,
        slip=slip,
        reported=reported,
        costs=read_costs(facts, as_of),
        delivery=delivery,
    )
