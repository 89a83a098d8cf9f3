"""Documents of a case: a name for a file, further versions of it, and signing one off."""

from datetime import datetime
from types import SimpleNamespace
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases.actions.recording import locked, save
from frontoffice.cases.events_documents import DocumentKept, VersionAdded, VersionSignedOff
from frontoffice.cases.models import Case, Document, DocumentVersion, SignOff
from frontoffice.cases.permissions import unit_of_case
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor, StoredFile
from frontoffice.foundation.refusals import BadInput, Refused


class DocumentNameTaken(BadInput):
    message = _("The case has a document of this name. Add a version to it, or choose another name.")
    field = "name"


class DocumentNameNeeded(BadInput):
    message = _("Give the document a name.")
    field = "name"


class SayWhatChanged(BadInput):
    message = _("Say why there is a new version.")
    field = "why"


class SameFile(BadInput):
    message = _("This is the very file of a version that is there.")
    field = "files"


class SignedBefore(Refused):
    message = _("This version was signed off before.")


class NotTheCurrentOne(Refused):
    message = _("There is a newer version. Sign that one off.")


class YourOwnVersion(Refused):
    """Two people: who made it and who agrees (X4)."""

    message = _("You put this version there yourself. A colleague signs it off.")
    status = 403
    part = "separation"


def _unit_of_document(call: SimpleNamespace) -> int:
    unit_id: int = call.document.case.unit_id
    return unit_id


def _unit_of_version(call: SimpleNamespace) -> int:
    unit_id: int = call.version.document.case.unit_id
    return unit_id


@action("cases.keep_document", title=_("Keep a file as a document"), unit=unit_of_case, subject="case")
def keep_document(
    *,
    case: Case,
    name: Annotated[str, Field(min_length=1, max_length=200)],
    file: StoredFile,
    by: Actor,
    at: datetime,
) -> Document:
    """The file is version 1 of a document with this name. Raises DocumentNameNeeded, DocumentNameTaken."""
    if not name.strip():
        raise DocumentNameNeeded
    case = locked(case)
    if Document.objects.filter(case=case, name=name.strip()).exists():
        raise DocumentNameTaken
    document = Document.objects.create(case=case, name=name.strip(), made_by=by, made_at=at)
    version = DocumentVersion.objects.create(document=document, number=1, file=file, by=by, at=at)
    save(case)
    event = DocumentKept(case_id=case.pk, document_id=document.pk, version_id=version.pk)
    announce(event, about=case, by=by, at=at)
    return document


@action(
    "cases.add_version", title=_("Add a version to a document"), unit=_unit_of_document, subject="document"
)
def add_version(
    *,
    document: Document,
    file: StoredFile,
    why: Annotated[str, Field(min_length=1, max_length=500)],
    by: Actor,
    at: datetime,
) -> Document:
    """It is the current one from now on; the others stay. Raises SayWhatChanged, SameFile."""
    if not why.strip():
        raise SayWhatChanged
    case = locked(document.case)
    document = Document.objects.select_related("case").get(pk=document.pk)
    versions = document.versions.select_related("file").order_by("-number")
    if any(one.file.sha256 == file.sha256 for one in versions):
        raise SameFile
    number = versions[0].number + 1
    version = DocumentVersion.objects.create(
        document=document, number=number, file=file, why=why.strip(), by=by, at=at
    )
    save(case)
    event = VersionAdded(case_id=case.pk, document_id=document.pk, version_id=version.pk, number=number)
    announce(event, about=case, by=by, at=at)
    return document


@action(
    "cases.sign_off", title=_("Sign off a version of a document"), unit=_unit_of_version, subject="version"
)
def sign_off(*, version: DocumentVersion, by: Actor, at: datetime) -> DocumentVersion:
    """Agree to the current version, as somebody else. Raises SignedBefore, NotTheCurrentOne, YourOwnVersion."""
    case = locked(version.document.case)
    version = DocumentVersion.objects.select_related("document__case", "file", "by").get(pk=version.pk)
    if version.by_id == by.pk:
        raise YourOwnVersion
    if SignOff.objects.filter(version=version).exists():
        raise SignedBefore
    if version.document.versions.filter(number__gt=version.number).exists():
        raise NotTheCurrentOne
    SignOff.objects.create(version=version, by=by, at=at)
    event = VersionSignedOff(
        case_id=case.pk, document_id=version.document_id, version_id=version.pk, number=version.number
    )
    announce(event, about=case, by=by, at=at)
    return version
