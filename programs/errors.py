"""Refusals of the record. Views, API and commands translate them; nothing else raises them."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A state rule says no: the request is understood, the person may ask, the record does not allow it.

    code     stable, for programs: ``already_locked``
    message  a sentence for people that says what to do
    field    the argument it is about, or empty
    address  the page of what stands in the way, or empty
    """

    def __init__(self, code: str, message: str, *, field: str = "", address: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.address = address

    @property
    def by_field(self) -> dict[str, str]:
        """What is said beside each field; blank names no field."""
        return {self.field: self.message}


class KeptElsewhere(Refused):
    """Fields of the row have another value in the system that keeps them, and this write is not for that system.

    systems  by field, at least one
    """

    code = "kept_elsewhere"

    def __init__(self, systems: Mapping[str, str]) -> None:
        self.systems = systems
        first = next(iter(systems))
        super().__init__(self.code, kept_sentence(systems[first]), field=first)

    @property
    def by_field(self) -> dict[str, str]:
        return {name: kept_sentence(system) for name, system in self.systems.items()}


def kept_sentence(system: str) -> str:
    """Why a field is not changed here, and where it is."""
    return f"{system} keeps this field: change it there."


class Stale(Refused):
    """Somebody else changed the row since it was read; nothing was written."""

    def __init__(self, *, current_version: int) -> None:
        super().__init__("changed_meanwhile", "Somebody changed this meanwhile. Look at the new values and try again.")
        self.current_version = current_version


class Gone(Refused):
    """Somebody else deleted the row since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__("gone", "Somebody deleted this meanwhile. Nothing was written.")


class NotAllowed(Exception):
    """A person rule says no: this person may see the program but not do this."""

    code = "not_allowed"

    def __init__(self, message: str = "Your role in this program does not allow this.") -> None:
        super().__init__(message)
        self.message = message


class OutOfReach(NotAllowed):
    """The token reaches some programs alone, and this is not theirs: the installation shares it."""

    code = "token_limited"

    def __init__(self) -> None:
        super().__init__(
            "This token is limited to some programs: what the installation shares is written with a token that is not."
        )
