from __future__ import annotations

import django_filters.rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import criteria
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, OnBody, Row, StrictBody, TodayField, UidField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import CriterionEvidence, Evidence, GateCriterion

OF_PROGRAM = "Rows of this program."


class CriterionSerializer(Row):
    class Meta:
        model = GateCriterion
        fields = (*RECORD_FIELDS, "gate", "position", "statement", "minimum_evidence_level", "added_on", "removed_on")


class CriterionBody(Body):
    on = TodayField(help_text="The first day on which it counts; today when left out.")

    class Meta(Body.Meta):
        model = GateCriterion
        fields = ("gate", "statement", "minimum_evidence_level", "position", "on")
        extra_kwargs = {"position": {"required": False}}


class CriterionChange(Body):
    class Meta(Body.Meta):
        model = GateCriterion
        fields = ("statement", "minimum_evidence_level", "position")


class CriterionFilter(RecordFilter):
    program = filters.UUIDFilter("gate__program__uid", label=OF_PROGRAM)
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
        fields = (*RECORD_FIELDS, "criterion", "evidence", "cited_by", "cited_on", "accepted_by", "accepted_on")


class CriterionEvidenceBody(Body):
    criterion = UidField(queryset=GateCriterion.objects)
    on = TodayField()

    class Meta(Body.Meta):
        model = Evidence
        fields = ("criterion", "level", "title", "reference", "expires_on", "on")


class CiteBody(StrictBody):
    criterion = UidField(queryset=GateCriterion.objects)
    evidence = UidField(queryset=Evidence.objects, help_text="Evidence of the program that stands accepted.")
    on = TodayField()


class CriterionEvidenceFilter(RecordFilter):
    program = filters.UUIDFilter("criterion__gate__program__uid", label=OF_PROGRAM)
    gate = filters.UUIDFilter("criterion__gate__uid")


class CriterionEvidenceViewSet(Creates, Removes):
    """Which evidence speaks for which criterion of a gate; giving it here gives the evidence itself.

    Such evidence is accepted under ``evidence``; what was cited, under ``accept`` here. Deleting takes a citation back.
    """

    queryset = CriterionEvidence.objects.all()
    serializer_class = CriterionEvidenceSerializer
    filterset_class = CriterionEvidenceFilter
    writes = {
        "create": Write(criteria.give_evidence, CriterionEvidenceBody, subject="criterion"),
        "cite": Write(criteria.cite_evidence, CiteBody, subject="criterion"),
        "accept": Write(criteria.accept_citation, OnBody),
        "destroy": Write(criteria.withdraw_citation, EmptyBody),
    }

    @action(detail=False, methods=["post"])
    def cite(self, request: Request) -> Response:
        """Evidence that stands accepted in the program, cited for a criterion too."""
        return self.write()

    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: str) -> Response:
        """Evidence that was cited speaks for the criterion from now on."""
        return self.write()
