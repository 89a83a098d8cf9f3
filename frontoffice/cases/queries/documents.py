"""Documents of a case with their versions."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from frontoffice.authority.registry import visible
from frontoffice.cases.models import Attachment, Case, Document, DocumentVersion
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor


@visible(Document)
def documents_visible_to(*, by: Actor, at: datetime) -> QuerySet[Document]:
    """Those of cases that one sees; they are for colleagues."""
    rows = Document.objects.select_related("case")
    return rows.filter(case__in=cases_visible_to(by=by, at=at)) if by.is_staff else rows.none()


@visible(DocumentVersion)
def versions_visible_to(*, by: Actor, at: datetime) -> QuerySet[DocumentVersion]:
    rows = DocumentVersion.objects.select_related("document", "document__case", "file", "by")
    return rows.filter(document__in=documents_visible_to(by=by, at=at))


def documents_of(case: Case) -> Sequence[Document]:
    """By name, each with `all_versions`, the newest (the current one) first. Two queries."""
    rows = DocumentVersion.objects.select_related("file", "by", "signed_off", "signed_off__by")
    versions = Prefetch("versions", queryset=rows.order_by("-number"), to_attr="all_versions")
    return list(Document.objects.filter(case=case).prefetch_related(versions).order_by("name", "pk"))


def files_to_keep(case: Case) -> Sequence[Attachment]:
    """Files of the case that are no version of a document yet."""
    kept = DocumentVersion.objects.filter(document__case=case).values("file")
    return list(case.attachments.exclude(file__in=kept).select_related("file").order_by("pk"))
