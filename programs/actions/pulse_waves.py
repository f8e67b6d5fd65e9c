from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import SystemRandom, token_urlsafe

from programs.actions.base import action, change_fields, check_happened, lock, refresh, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, Program, PulseAnswer, PulseGroup, PulseLink, PulseWave, User
from programs.models.pulse import SMALLEST_GROUP
from programs.periods import day_name
from programs.pulse_results import nameless_groups

SECRET_BYTES = 24
MOST_INVITED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWave:
    """A wave that was opened, and the secrets of its links, which are never to be had again.

    secrets  for each function as many as people were invited
    """

    wave: PulseWave
    secrets: dict[BusinessFunction, tuple[str, ...]]


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


@action
def open_wave(
    program: Program,
    *,
    by: User,
    name: str,
    opens_on: date,
    closes_on: date,
    invited: Mapping[BusinessFunction, int],
) -> OpenedWave:
    """A pulse wave with a one-time link for each invited person; only their digests are kept.

    invited  people to ask in each function; where they are too few, their links name no function
    """
    require(by, "plan_program", program)
    check_invited(invited)
    if program.pulse_waves.filter(name=name).exists():
        raise Refused("name_taken", "A wave of this program has that name already.", field="name")
    wave = save_checked(PulseWave(program=program, name=name, opens_on=opens_on, closes_on=closes_on))
    groups = [
        save_checked(PulseGroup(wave=wave, function=function, invited=number)) for function, number in invited.items()
    ]
    secrets = {group: tuple(token_urlsafe(SECRET_BYTES) for _ in range(group.invited)) for group in groups}
    nameless = nameless_groups(groups)
    links = [
        PulseLink(wave=wave, group=None if group in nameless else group, digest=digest_of(secret))
        for group, texts in secrets.items()
        for secret in texts
    ]
    # In the order of the functions, the keys of links without a function would still tell it.
    SystemRandom().shuffle(links)
    PulseLink.objects.bulk_create(links)
    return OpenedWave(wave=wave, secrets={group.function: texts for group, texts in secrets.items()})


@action
def close(wave: PulseWave, *, by: User, on: date, version: int | None = None) -> PulseWave:
    """The wave closed for good: links gone, answers written anew in an order that says nothing; now it is readable."""
    require(by, "plan_program", wave)
    check_happened(on)
    # Links before the wave, as an answer locks them: whoever is answering finishes first, and nobody starts after.
    links = list(wave.links.select_for_update().order_by("pk").values_list("pk", flat=True))
    wave = lock(wave, version=version)
    if wave.closed_on is not None:
        raise Refused("already_closed", "This wave was closed already.")
    if on < wave.opens_on:
        raise Refused("not_open_yet", f"This wave opens on {day_name(wave.opens_on)}.", field="on")
    scatter_answers(wave)
    PulseLink.objects.filter(pk__in=links).delete()
    wave = change_fields(wave, {"closed_on": on, "closed_by": by})
    refresh([wave.program_id])
    return wave


def scatter_answers(wave: PulseWave) -> None:
    """The same answers as new rows: neither their keys nor their places nor their transactions tell when each came."""
    answers = list(wave.answers.values_list("group_id", "scores"))
    SystemRandom().shuffle(answers)
    wave.answers.all().delete()
    PulseAnswer.objects.bulk_create(
        [PulseAnswer(wave=wave, group_id=group_id, scores=scores) for group_id, scores in answers]
    )


def check_invited(invited: Mapping[BusinessFunction, int]) -> None:
    """Returns when the results of so many people could be shown; else raises Refused."""
    if any(number < 1 for number in invited.values()):
        raise Refused("nobody_invited", "Leave a function out, or invite at least one person.", field="invited")
    everybody = sum(invited.values())
    if everybody < SMALLEST_GROUP:
        raise Refused(
            "too_few_invited",
            f"Invite at least {SMALLEST_GROUP} people: answers of fewer are never shown.",
            field="invited",
        )
    if everybody > MOST_INVITED:
        raise Refused("too_many_invited", f"A wave asks at most {MOST_INVITED:,} people.", field="invited")
