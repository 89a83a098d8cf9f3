"""Documents of a case in versions: none is ever replaced, and a colleague signs off the current one."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import keeping_documents
from frontoffice.cases.actions.attaching import attach
from frontoffice.cases.actions.keeping_documents import add_version, keep_document, sign_off
from frontoffice.cases.models import Case, Document, DocumentVersion
from tests.cases import making
from tests.cases.desk_pages import address, text
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def kept(case: Case, dana: StaffMember) -> Document:
    return keep_document(
        case=case, name="Statement", file=making.file("a.txt", by=dana.actor), by=dana.actor, at=NOW
    )


def test_versions_stand_one_after_the_other_and_none_changes(case: Case, dana: StaffMember) -> None:
    document = kept(case, dana)
    second = making.file("b.txt", by=dana.actor, content=b"Signed.")
    with pytest.raises(keeping_documents.SayWhatChanged):
        add_version(document=document, file=second, why=" ", by=dana.actor, at=NOW)
    again = making.file("c.txt", by=dana.actor)
    with pytest.raises(keeping_documents.SameFile):
        add_version(document=document, file=again, why="Again.", by=dana.actor, at=NOW)
    add_version(document=document, file=second, why="Now signed.", by=dana.actor, at=NOW)
    assert list(document.versions.order_by("number").values_list("number", "file__name")) == [
        (1, "a.txt"),
        (2, "b.txt"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.update(file=second)
    with pytest.raises(keeping_documents.DocumentNameTaken):
        kept(case, dana)


def test_x4_another_signs_off_and_only_the_current_version(
    case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    document = kept(case, dana)
    first = document.versions.get()
    with pytest.raises(keeping_documents.YourOwnVersion):
        sign_off(version=first, by=dana.actor, at=NOW)
    sign_off(version=first, by=tomas.actor, at=NOW)
    with pytest.raises(keeping_documents.SignedBefore):
        sign_off(version=first, by=tomas.actor, at=NOW)
    other = keep_document(
        case=case, name="Other", file=making.file("o.txt", by=dana.actor), by=dana.actor, at=NOW
    )
    old = other.versions.get()
    newer = making.file("n.txt", by=dana.actor, content=b"New.")
    add_version(document=other, file=newer, why="New.", by=dana.actor, at=NOW)
    with pytest.raises(keeping_documents.NotTheCurrentOne):
        sign_off(version=old, by=tomas.actor, at=NOW)


def test_on_the_page_an_attachment_becomes_a_document_and_gets_a_version(
    desk: Client, case: Case, dana: StaffMember, tomas: StaffMember
) -> None:
    attach(case=case, file=making.file("a.txt", by=dana.actor), by=dana.actor, at=NOW)
    page = address(case, "documents")
    assert "No document yet" in text(desk.get(page))
    assert desk.post(page, {"name": "Statement"}).status_code == 422
    attached = case.attachments.get().file.reference
    assert desk.post(page, {"name": "Statement", "attached": attached}).status_code == 302
    document = Document.objects.get()
    attach(
        case=case,
        file=making.file("b.txt", by=dana.actor, content=b"Signed."),
        by=dana.actor,
        at=NOW,
    )
    newer = case.attachments.latest("pk").file.reference
    more = {"document": document.reference, "attached": newer, "why": "Signed."}
    assert desk.post(page, more | {"why": ""}).status_code == 422
    assert desk.post(page, more).status_code == 302
    shown = text(desk.get(page))
    assert "a.txt" in shown
    assert "b.txt" in shown
    current = document.versions.get(number=2)
    fetched = desk.get(address(case, f"documents/{current.reference}/file"))
    assert "attachment" in fetched["Content-Disposition"]
    other = Client()
    other.force_login(tomas.user)  # type: ignore[arg-type]
    other.post(address(case, f"documents/{current.reference}/sign"))
    assert "Tomas Reinholt" in text(desk.get(page))
