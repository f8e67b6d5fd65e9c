from __future__ import annotations

from datetime import date

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import Portfolio, PortfolioEntry, Program, User
from programs.periods import day_name


@action
def create(code: str, *, by: User, name: str, description: str = "") -> Portfolio:
    """A new, empty portfolio; stewards only."""
    require(by, "keep_installation")
    return save_checked(Portfolio(code=code, name=name, description=description))


@action
def change(portfolio: Portfolio, *, by: User, name: str, description: str, version: int | None = None) -> Portfolio:
    """The portfolio with another name or description; stewards only."""
    require(by, "keep_installation")
    return change_fields(lock(portfolio, version=version), {"name": name, "description": description})


@action
def add_program(portfolio: Portfolio, *, by: User, program: Program, joined_on: date) -> PortfolioEntry:
    """The program's entry in the portfolio from ``joined_on``; its PMO lead or a steward may."""
    if not by.has_perm("programs.keep_installation"):
        require(by, "plan_program", program)
    portfolio = lock(portfolio)
    if portfolio.entries.current().filter(program=program).exists():
        raise Refused("already_in_portfolio", f"{program} is in {portfolio} already.", field="program")
    later = portfolio.entries.filter(program=program, left_on__gt=joined_on).order_by("-left_on").first()
    if later is not None:
        message = (
            f"{program} was in {portfolio} until {day_name(later.left_on or joined_on)}: give that day or a later one."
        )
        raise Refused("already_in_portfolio", message, field="joined_on")
    return save_checked(PortfolioEntry(portfolio=portfolio, program=program, joined_on=joined_on))


@action
def take_out(entry: PortfolioEntry, *, by: User, left_on: date, version: int | None = None) -> PortfolioEntry:
    """The entry ended on ``left_on``; the program itself stays as it is."""
    if not by.has_perm("programs.keep_installation"):
        require(by, "plan_program", entry.program)
    entry = lock(entry, version=version)
    if entry.left_on is not None:
        raise Refused("already_left", "The program has left this portfolio already.")
    return change_fields(entry, {"left_on": left_on})
