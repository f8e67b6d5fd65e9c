"""Serializers of the record: rows are named by uid, reading lists its fields, writing refuses unknown ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import DateTimeField as DateTimeColumn
from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

RECORD_FIELDS = ("uid", "version", "created_at", "updated_at", "source_system", "external_id")


class UidField(serializers.SlugRelatedField[Any]):
    """Another row, named by its uid; only rows that the person may see can be named.

    What the row that is changed names already it may go on naming, whoever may see that. Where many rows are read,
    the context has them ``at_hand``, by model and uid.
    """

    default_error_messages = {
        "does_not_exist": "Nothing that you may see has this uid.",
        "invalid": "Give a uid, such as 01890a5d-ac96-774b-bcce-b302099a8057.",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="uid", **options)
        self.options = options

    def get_queryset(self) -> Any:
        # DRF would reduce a manager to a plain queryset here, and lose visible_to.
        manager: Any = self.options["queryset"]
        return manager.visible_to(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        there = self.named_already
        if there is not None and data == str(there.uid):
            return there
        at_hand = self.context.get("at_hand")
        if at_hand is None:
            return super().to_internal_value(data)
        try:
            return at_hand[self.options["queryset"].model][str(UUID(data))]
        except ValueError:
            self.fail("invalid")
        except KeyError:
            self.fail("does_not_exist")

    @property
    def named_already(self) -> Any | None:
        """What the row that is changed names in this field; None for nothing, and in a list of rows."""
        changed = getattr(self.parent, "instance", None)
        return getattr(changed, str(self.source), None) if changed is not None else None

    def to_representation(self, obj: Any) -> str:
        return str(obj.uid)


def uid_field_of(field: serializers.Field[Any, Any, Any, Any]) -> UidField | None:
    """The field itself or what it lists, when that names other rows."""
    inner = getattr(field, "child_relation", field)
    return inner if isinstance(inner, UidField) else None


@dataclass(frozen=True, slots=True)
class Moment:
    """What some values of a row depend on besides the record: the day, and the address of the server."""

    today: date
    server: str


class TimeField(serializers.DateTimeField):
    """A time in UTC, always with its microseconds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M:%S.%fZ", default_timezone=UTC, **options)


class Row(serializers.ModelSerializer[Any]):
    """How a row is read, in lists and alone alike. ``Meta.fields`` lists what is shown."""

    serializer_related_field = UidField
    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, DateTimeColumn: TimeField}
    shapes: ClassVar[dict[type[Model], type[Row]]] = {}
    stands_for_its_table: ClassVar[bool] = True  # This is how a row is shown where another row names it.

    class Meta:
        model: type[Model]

    def __init_subclass__(cls) -> None:
        if cls.stands_for_its_table:
            cls.shapes.setdefault(cls.Meta.model, cls)

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Any]:
        """Every row, with an annotation for each field that is no column of it."""
        return cls.Meta.model._base_manager.all()

    def get_extra_kwargs(self) -> dict[str, Any]:
        """Every field is read-only. A choice that may be blank says so, which DRF forgets for reading."""
        columns = {column.name: column for column in self.Meta.model._meta.concrete_fields}
        blank = {name for name, column in columns.items() if column.choices and column.empty_strings_allowed}
        return {
            name: {"read_only": True, **({"allow_blank": columns[name].blank} if name in blank else {})}
            for name in self.Meta.fields
        }


def shape_of(model: type[Model]) -> type[Row]:
    """How the rows of a table are shown where another row names them."""
    return Row.shapes[model]


class StrictBody(serializers.Serializer[Any]):
    """What a write takes: the arguments of its action, by their names. An unknown field is refused."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = ", ".join(self.fields)
            unknown = [name for name in data if name not in self.fields]
            message = ErrorDetail(f"Unknown field. Known here: {known}.", "unknown_field")
            if unknown:
                raise ValidationError({str(name): [message] for name in unknown})
        return super().to_internal_value(data)


class Body(StrictBody, serializers.ModelSerializer[Any]):
    """A body whose fields are checked as the model's columns are; uniqueness is left to the action."""

    serializer_related_field = UidField

    class Meta:
        model: type[Model]
        validators: list[Any] = []


class TodayField(serializers.DateField):
    """A day; today when left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default=timezone.localdate, **options)


class OnBody(StrictBody):
    """The day on which it happened, today when left out."""

    on = TodayField()


class EmptyBody(StrictBody):
    """Nothing more to say."""
