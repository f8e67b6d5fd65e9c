from __future__ import annotations

from programs.actions.base import action, change_fields, lock, require, save_checked
from programs.errors import Refused
from programs.models import BusinessFunction, User


@action
def create(name: str, *, by: User, parent: BusinessFunction | None = None) -> BusinessFunction:
    """A new function below ``parent``, or at the top; stewards only."""
    require(by, "keep_installation")
    return save_checked(BusinessFunction(name=name, parent=parent))


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
