from __future__ import annotations

from django.db import transaction

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, User

# Their hand-offs are those that most programs mend; one click enters them where no function is kept yet.
USUAL = ("Demand planning", "Procurement", "Production", "Logistics")


@action
def create(name: str, *, by: User, parent: BusinessFunction | None = None) -> BusinessFunction:
    """A new function below ``parent``, or at the top; by stewards and by whoever leads a program."""
    require(by, "add_shared")
    taken = BusinessFunction.objects.filter(name__iexact=name.strip(), parent=parent).first()
    if taken is not None:
        raise Refused("function_is_there", f"{taken} is kept already: choose it.", field="name")
    return save_checked(BusinessFunction(name=name, parent=parent))


def add_usual(*, by: User) -> list[BusinessFunction]:
    """The usual functions, all or none; refused once any function is kept."""
    if BusinessFunction.objects.exists():
        raise Refused("functions_are_there", "There are functions already: choose one of them, or add your own.")
    with transaction.atomic():
        return [create(name, by=by) for name in USUAL]


@action
def change(
    function: BusinessFunction, *, by: User, name: str, parent: BusinessFunction | None, version: int | None = None
) -> BusinessFunction:
    """The function renamed or moved; refused when it would become its own ancestor."""
    require(by, "keep_installation")
    tree = dict(BusinessFunction.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
    function = lock(function, version=version)
    above = parent.pk if parent else None
    while above is not None:
        if above == function.pk:
            raise Refused("function_in_a_circle", "A function cannot stand below itself.", field="parent")
        above = tree.get(above)
    return change_fields(function, {"name": name, "parent": parent})
