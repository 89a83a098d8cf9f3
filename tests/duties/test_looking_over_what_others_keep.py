"""Going over what others keep: their log, the files of their cases, the reports that they wrote."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import DocumentVersion
from frontoffice.contacts.models import Contact
from frontoffice.customers.actions.registering import register
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.models import Kind, Review
from tests.duties.test_supervision import asked, at_desk, boss, senior, under
from tests.duties.working import Representative
from tests.portal.making import Visitor, text_of

__all__ = ["boss", "senior"]  # fixtures


@pytest.mark.duty("tx.14", part="logs")
def test_the_log_of_a_colleague_is_gone_over_and_a_claim_that_does_not_hold_is_put_down(
    dana: Representative, member: StaffMember, boss: StaffMember
) -> None:
    marisol = register(name="Marisol Ortega-Reyes", by=member.actor, at=clock.now())
    page = dana.post("/desk/contact/begin/", {"channel": "phone"}).url  # type: ignore[attr-defined]
    dana.post(f"{page}customer/", {"customer": marisol.reference})
    said = {"topic": "license-replacement", "wrap_up": "answered", "note": "Told the fee of last year."}
    dana.post(f"{page}finish/", said)
    contact = Contact.objects.get()
    gordon = at_desk("gordon")
    assert "Marisol Ortega-Reyes" in text_of(gordon.get("/contacts/?whose=all"))
    assert contact.reference in gordon.get("/contacts/first-contact/?whose=all").content.decode()
    entry = text_of(gordon.get(f"/contacts/{contact.reference}/"))
    assert "Told the fee of last year." in entry
    assert "Claimed to be resolved" in entry

    judged = {"agrees": "no", "note": "The fee changed in July."}
    assert gordon.post(f"/contacts/{contact.reference}/audit/", judged).status_code == 302
    listed = text_of(gordon.get("/contacts/first-contact/?whose=all"))
    assert "Did not hold" in listed
    assert "1 were looked at, 0 held." in listed


@pytest.mark.duty("tx.14", part="files")
def test_files_of_a_colleagues_cases_are_drawn_and_gone_over(
    dana: Representative, member: StaffMember, senior: StaffMember, boss: StaffMember, visitor: Visitor
) -> None:
    under(boss, member)
    gordon, ruth = at_desk("gordon"), at_desk("ruth")
    every = {"kind": "messages", "percent": "50", "reason": "We go over the files this month."}
    case = asked(visitor)
    dana.take(case)
    dana.writes(case, "A replacement costs $18.00.")
    # What the share had held before it went out would be read then, and not be drawn afterward.
    gordon.post(f"/supervision/people/{member.reference}/share/", every)
    draw(kind=Kind.MESSAGES, by=service("supervision"), at=clock.now() + dt.timedelta(minutes=1))
    review = Review.objects.get()
    assert review.reference in ruth.get("/supervision/reviews/").content.decode()
    file = text_of(ruth.get(f"/supervision/reviews/{review.reference}/"))
    assert "A replacement costs $18.00." in file
    assert "What does a replacement card cost?" in ruth.sees(case)
    found = {"findings": ["missing-citation"], "comments": "Say on which rule the fee rests."}
    assert ruth.post(f"/supervision/reviews/{review.reference}/", found).status_code == 302
    assert "Say on which rule the fee rests." in text_of(dana.get(f"/supervision/mine/{review.reference}/"))


@pytest.mark.duty("tx.14", part="reports")
def test_a_report_that_a_colleague_wrote_is_read_and_signed_off(
    dana: Representative, senior: StaffMember, visitor: Visitor
) -> None:
    case = asked(visitor)
    dana.take(case)
    documents = f"/desk/cases/{case.reference}/documents/"
    report = SimpleUploadedFile("report.txt", b"What was found at the counter.", content_type="text/plain")
    assert dana.post(documents, {"name": "Report of the day", "files": report}).status_code == 302
    version = DocumentVersion.objects.get()
    ruth = at_desk("ruth")
    assert "Report of the day" in text_of(ruth.get(documents))
    read = ruth.get(f"{documents}{version.reference}/file/")
    assert b"".join(read.streaming_content) == b"What was found at the counter."  # type: ignore[attr-defined]
    ruth.post(f"{documents}{version.reference}/sign/")
    signed = text_of(dana.get(documents))
    assert "Ruth Okafor" in signed
