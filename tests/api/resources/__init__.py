"""Every list of the API, one file for each area: those with rows of a program, and those of the installation."""

from __future__ import annotations

from itertools import chain

from tests.api.resources.plan import HISTORY, a_snapshot
from tests.api.resources.resource import Names, Resource
from tests.areas import each_area, merged

IN_PROGRAM: tuple[Resource, ...] = tuple(chain.from_iterable(each_area(__name__, "IN_PROGRAM")))
IN_INSTALLATION: tuple[Resource, ...] = tuple(chain.from_iterable(each_area(__name__, "IN_INSTALLATION")))
NAMED: Names = merged(__name__, "NAMED")

__all__ = ["HISTORY", "IN_INSTALLATION", "IN_PROGRAM", "NAMED", "Resource", "a_snapshot"]
