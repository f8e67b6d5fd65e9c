from __future__ import annotations

import django_filters.rest_framework as filters

from programs.actions import criteria
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, TodayField, UidField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import CriterionEvidence, Evidence, GateCriterion

OF_PROGRAM = "Rows of this program."


class CriterionSerializer(Row):
    class Meta:
        model = GateCriterion
        fields = (*RECORD_FIELDS, "gate", "position", "statement", "minimum_evidence_level", "removed_on")


class CriterionBody(Body):
    class Meta(Body.Meta):
        model = GateCriterion
        fields = ("gate", "statement", "minimum_evidence_level", "position")
        extra_kwargs = {"position": {"required": False}}


class CriterionChange(Body):
    class Meta(Body.Meta):
        model = GateCriterion
        fields = ("statement", "minimum_evidence_level", "position")


class CriterionFilter(RecordFilter):
    program = filters.UUIDFilter("gate__program__uid", label=OF_PROGRAM)
    gate = filters.UUIDFilter("gate__uid")
    removed = SetFilter("removed_on", label="Whether it was taken off its gate.")


class CriterionViewSet(Creates, Changes, Removes):
    """What must be true for a gate to be passed; met when evidence of its level was accepted for it."""

    queryset = GateCriterion.objects.all()
    serializer_class = CriterionSerializer
    filterset_class = CriterionFilter
    destroy_status = "200"
    writes = {
        "create": Write(criteria.add, CriterionBody, subject="gate"),
        "partial_update": Write(criteria.change, CriterionChange),
        "destroy": Write(criteria.remove, OnBody),
    }


class CriterionEvidenceSerializer(Row):
    class Meta:
        model = CriterionEvidence
        fields = (*RECORD_FIELDS, "criterion", "evidence")


class CriterionEvidenceBody(Body):
    criterion = UidField(queryset=GateCriterion.objects)
    on = TodayField()

    class Meta(Body.Meta):
        model = Evidence
        fields = ("criterion", "level", "title", "reference", "expires_on", "on")


class CriterionEvidenceFilter(RecordFilter):
    program = filters.UUIDFilter("criterion__gate__program__uid", label=OF_PROGRAM)
    criterion = filters.UUIDFilter("criterion__uid")
    gate = filters.UUIDFilter("criterion__gate__uid")


class CriterionEvidenceViewSet(Creates):
    """Which evidence speaks for which criterion of a gate; giving it here gives the evidence itself."""

    queryset = CriterionEvidence.objects.all()
    serializer_class = CriterionEvidenceSerializer
    filterset_class = CriterionEvidenceFilter
    writes = {"create": Write(criteria.give_evidence, CriterionEvidenceBody, subject="criterion")}
