"""Bringing files in by the page, looking at what they would change, and taking them over."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.knowledge.actions.giving_answers import give_answer
from frontoffice.knowledge.actions.testing_policy import write_test
from frontoffice.knowledge.models import ArticleVersion, Expected, Import, Passage
from tests import factories
from tests.factories import NOW
from tests.knowledge.files import docx, packed, paragraph, pdf
from tests.knowledge.writing import article, conversation

pytestmark = pytest.mark.django_db
LIST = "/knowledge/imports/"
FEE = [(11.0, 700.0, "The fee for each renewal of a license is $41.00 from now on.")]


def signed_in(member: StaffMember) -> Client:
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    return client


@pytest.fixture
def senior(db: None) -> Client:
    return signed_in(factories.senior(username="ruth"))


@pytest.fixture
def supervisor(db: None) -> Client:
    return signed_in(factories.supervisor(username="miriam"))


def files(**named: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name.replace("__", "."), content) for name, content in named.items()]


def send(client: Client, *uploads: SimpleUploadedFile, source: str = "Manual", **given: str) -> object:
    return client.post(LIST, {"source": source, "files": list(uploads)} | given)


def test_files_are_read_compared_and_taken_over_by_another(senior: Client, supervisor: Client) -> None:
    version = article("renewal", "The fee is $36.00.")
    passage = Passage.objects.get(version=version)
    dana = factories.representative("Dana Whitfield").actor
    give_answer(passage=passage, contact=conversation(), by=dana, at=NOW)
    word = docx(paragraph("Bring one proof of residence."))
    answer = send(senior, *files(renewal__pdf=pdf(FEE), proofs__docx=word, broken__pdf=b"%PDF-1.7 nothing"))
    one = Import.objects.get()
    assert answer.status_code == 302  # type: ignore[attr-defined]
    address = f"{LIST}{one.reference}/"
    page = senior.get(address).content.decode()
    assert "broken.pdf: is damaged, or not a PDF" in page
    assert "Take over what is marked" not in page, "who brought it in does not take it over"
    assert supervisor.get(LIST).content.decode().count("Manual") == 1
    changed = one.texts.get(slug="renewal")
    beside = supervisor.get(f"{address}{changed.reference}/").content.decode()
    assert "<del>36</del>" in beside or "<del>The fee is $36.00.</del>" in beside
    assert "Dana Whitfield: 1 answer" in beside
    marked = [text.reference for text in one.texts.all()]
    assert supervisor.post(address, {"take": marked}).status_code == 302
    assert ArticleVersion.objects.filter(status="published", body__contains="41.00").exists()
    assert "taken over" in supervisor.get(address).content.decode()


def test_what_is_not_marked_is_not_taken_over(senior: Client, supervisor: Client) -> None:
    send(senior, *files(a__md=b"One.", b__md=b"Two."))
    one = Import.objects.get()
    supervisor.post(f"{LIST}{one.reference}/", {"take": [one.texts.get(slug="a").reference]})
    assert [version.body for version in ArticleVersion.objects.all()] == ["One."]


def test_what_policy_tests_hold_back_is_told_and_can_be_sent_again_with_a_reason(
    senior: Client, supervisor: Client
) -> None:
    article("renew-a-license", "It costs $36 to renew a driver license.", title="Renew a license")
    cites = {"must_cite": ["renew-a-license"], "must_not_say": ["$99"], "expected": Expected.ANSWER}
    by = factories.senior().actor
    write_test(question="What does it cost to renew a driver license?", **cites, by=by, at=NOW)
    send(
        senior,
        *files(**{"renew-a-license__md": b"It costs $99 to renew a driver license.", "b__md": b"Two."}),
    )
    one = Import.objects.get()
    marked = {text.reference for text in one.texts.all()}
    answer = supervisor.post(f"{LIST}{one.reference}/", {"take": sorted(marked)})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What does it cost to renew a driver license?" in page
    assert set(re.findall(r'name="take" value="([^"]+)"', page)) == marked, "nothing that was marked is lost"
    assert ArticleVersion.objects.filter(status="published").count() == 1
    sent = {"take": sorted(marked), "despite": "The board has raised it."}
    assert supervisor.post(f"{LIST}{one.reference}/", sent).status_code == 302
    assert ArticleVersion.objects.filter(status="published", body__contains="$99").exists()


def test_what_was_marked_stays_marked_where_it_is_refused(senior: Client, supervisor: Client) -> None:
    send(senior, *files(a__md=b"One.", b__md=b"Two."))
    one = Import.objects.get()
    kept, left = one.texts.get(slug="a").reference, one.texts.get(slug="b").reference
    send(senior, *files(a__md=b"Somebody else was quicker."), source="Another")
    quicker = Import.objects.latest("pk")
    supervisor.post(f"{LIST}{quicker.reference}/", {"take": [quicker.texts.get().reference]})
    page = supervisor.post(f"{LIST}{one.reference}/", {"take": [kept]}).content.decode()
    boxes = re.findall(r'name="take" value="([^"]+)" id="[^"]+" (checked)?', page)
    assert dict(boxes) == {kept: "checked", left: ""}


def test_nothing_is_taken_over_with_a_reason(senior: Client, supervisor: Client) -> None:
    send(senior, *files(a__md=b"One."))
    address = f"{LIST}{Import.objects.get().reference}/drop/"
    assert supervisor.post(address, {"reason": ""}).status_code == 422
    assert supervisor.post(address, {"reason": "Not ours."}).status_code == 302
    assert "Not taken over" in supervisor.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("uploads", "said"),
    [
        ({}, "Choose one file or more."),
        ({"a__exe": b"MZ"}, "is of a kind that is not read here"),
        ({"a__pdf": b"%PDF-1.7"}, "a.pdf: is damaged, or not a PDF"),
        ({"a__zip": b"PK"}, "a.zip: is damaged, or not a package that can be opened"),
    ],
)
def test_bad_files_are_told_and_what_was_typed_stays(
    senior: Client, uploads: dict[str, bytes], said: str
) -> None:
    answer = send(senior, *files(**uploads), source="My source")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert said in page
    assert "My source" in page
    assert not Import.objects.exists()


def test_names_of_files_lead_nowhere(senior: Client) -> None:
    upload = io.BytesIO(b"One.")
    upload.name = "../../../etc/x.md"
    senior.post(LIST, {"source": "S", "files": [upload]})
    assert Import.objects.get().texts.get().slug == "x"


def test_the_same_form_sent_twice_makes_one_import(senior: Client) -> None:
    for _again in range(2):
        send(senior, *files(a__md=b"One."), idempotency_key="key-12345678")
    assert Import.objects.count() == 1


def test_who_may_neither_bring_in_nor_take_over_sees_no_imports() -> None:
    client = signed_in(factories.representative(username="dana"))
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, {"source": "S", "files": files(a__md=b"One.")}).status_code == 403


def test_x_7_markup_in_names_and_reports_is_shown_as_text(senior: Client) -> None:
    bad = packed({"<script>alert(1)</script>.pdf": b"no"})
    send(senior, *files(a__zip=bad, b__md=b"# <img src=x onerror=alert(1)>\n\nText."), source="<b>S</b>")
    page = senior.get(f"{LIST}{Import.objects.get().reference}/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>S</b>" not in page
