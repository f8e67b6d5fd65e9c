"""Refusals of the record. Views, API and commands translate them; nothing else raises them."""

from __future__ import annotations


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
