"""The staff's pages: lists as of a day, an article by version with its warnings, gaps, writing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.models import Approval
from frontoffice.knowledge.actions.publishing import propose
from frontoffice.knowledge.actions.tuning_trust import set_threshold
from frontoffice.knowledge.models import ArticleVersion, KnowledgeGap, Status
from tests.factories import NOW, PASSWORD, representative, senior, staff, supervisor, unit
from tests.knowledge.writing import article, asked, library

pytestmark = pytest.mark.django_db
LIST = "/knowledge/"


@pytest.fixture
def dana() -> Client:
    representative(username="dana")
    return signed_in("dana")


@pytest.fixture
def miriam() -> Client:
    supervisor(username="miriam")
    return signed_in("miriam")


def signed_in(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:2000]
    return answer.content.decode()


def page_of(slug: str, told: str = "") -> str:
    return f"/knowledge/articles/{slug}/{told}"


def test_the_list_shows_what_is_in_force_with_its_warnings(dana: Client) -> None:
    article(review_by="2020-01-01")
    article("expired", "Old.", effective_to="2026-02-01")
    html = shown(dana, LIST)
    assert "Renew a license" in html
    assert "review overdue" in html
    assert "Expired" not in html


def test_the_list_is_as_of_a_day(dana: Client) -> None:
    article("expired", "Old.", effective_to="2026-02-01")
    assert "Expired" in shown(dana, f"{LIST}?on=2026-01-15")
    assert "No article was in force" in shown(dana, f"{LIST}?on=2025-01-15")


@pytest.mark.parametrize("on", ["soon", "2026-13-45", "9999-12-31", "0001-01-01", "\x00", "%00" * 50])
def test_a_day_that_is_none_is_told_and_today_is_shown(dana: Client, on: str) -> None:
    article()
    html = dana.get(LIST, {"on": on})
    assert html.status_code == 200
    assert "Renew a license" in html.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_many_rows(
    dana: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        article(f"article-{number}", f"Text {number}")
    with django_assert_max_num_queries(17):
        shown(dana, LIST)


def test_a_long_list_goes_on(dana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontoffice.knowledge.queries.listing.ON_A_PAGE", 2)
    for number in range(5):
        article(f"article-{number}", f"Text {number}")
    seen, address = [], LIST
    while address:
        html = shown(dana, address)
        seen += re.findall(r">(Article \d)<", html)
        further = re.search(r'href="([^"]*after=[^"]*)"', html)
        address = further[1].replace("&amp;", "&") if further else ""
    assert seen == [f"Article {number}" for number in range(5)]


def test_search_marks_what_answers_and_names_its_version(dana: Client) -> None:
    library()
    html = shown(dana, f"{LIST}?q=grace+period+for+driving")
    assert "<mark>There is no grace period for driving.</mark>" in html
    assert "#when-to-renew" in html
    assert "Nothing found" in shown(dana, f"{LIST}?q=zzzz")


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", '"(', "x" * 5000, "' OR 1=1", "\x00"])
def test_search_bears_anything(dana: Client, question: str) -> None:
    library()
    answer = dana.get(LIST, {"q": question})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_an_article_shows_passages_anchors_and_dates(dana: Client) -> None:
    unit("licensing")
    article(owner="licensing")
    html = shown(dana, page_of("renew-a-license"))
    assert 'id="what-it-costs"' in html
    assert "/help/renew-a-license/?on=2026-01-01#what-it-costs" in html
    assert "Unit licensing" in html
    assert "<td data-label" not in re.search(r"<article.*</article>", html, re.DOTALL)[0]  # type: ignore[index]


def test_inq_5_each_version_is_shown_with_what_speaks_against_it(dana: Client) -> None:
    article(effective_to="2026-06-30")
    article(body="The new text.", effective_from="2026-07-01")
    old = shown(dana, page_of("renew-a-license", "?version=1"))
    assert "no longer in force" in old
    assert "Another version is in force today" in old
    assert "What it costs" in shown(dana, page_of("renew-a-license", "?on=2026-03-01"))
    assert "The new text." in shown(dana, page_of("renew-a-license"))


@pytest.mark.parametrize("told", ["?version=9", "?version=1&language=so"])
def test_a_version_that_is_not_there_is_not_found(dana: Client, told: str) -> None:
    article()
    shown(dana, page_of("renew-a-license", told), 404)
    shown(dana, page_of("nothing"), 404)


def test_hostile_text_is_harmless_on_the_page(dana: Client) -> None:
    article(body="## <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>", title="<b>Bold</b>")
    html = shown(dana, page_of("renew-a-license"))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b>Bold" not in html


def test_writing_keeps_a_draft_that_a_supervisor_publishes(miriam: Client) -> None:
    told = {
        "title": "Parking",
        "slug": "parking",
        "kind": "article",
        "audience": "public",
        "body": "## Where\n\nBehind the office.",
        "language": "en",
        "effective_from": "2026-01-01",
        "idempotency_key": "k1",
    }
    answer = miriam.post("/knowledge/new/", told, follow=True)
    assert "Kept as a draft" in answer.content.decode()
    assert "Behind the office." in answer.content.decode()
    assert ArticleVersion.objects.get().status == Status.DRAFT
    answer = miriam.post(page_of("parking", "publish/"), {"version": "1", "language": "en"}, follow=True)
    assert "A colleague who did not write it decides" in answer.content.decode()
    assert ArticleVersion.objects.get().status == Status.DRAFT
    approve(approval=Approval.objects.get(), by=supervisor("Gordon Pike").actor, at=NOW)
    assert ArticleVersion.objects.get().status == Status.PUBLISHED


def test_what_was_typed_is_kept_when_it_can_not_be_used(miriam: Client) -> None:
    answer = miriam.post("/knowledge/new/", {"title": "Parking", "slug": "Not Good", "body": "My long text"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "My long text" in html
    assert "small letters and digits" in html


def test_the_next_version_begins_with_the_words_of_the_latest(miriam: Client) -> None:
    article()
    html = shown(miriam, page_of("renew-a-license", "new/"))
    assert "There is no grace period" in html
    told = {
        "title": "Renew",
        "audience": "public",
        "body": "Changed.",
        "language": "en",
        "effective_from": "2026-12-01",
    }
    miriam.post(page_of("renew-a-license", "new/"), told | {"slug": "another", "kind": "regulation"})
    assert ArticleVersion.objects.get(number=2).article.slug == "renew-a-license"


def test_withdrawing_takes_a_reason(miriam: Client) -> None:
    article()
    address = page_of("renew-a-license", "withdraw/")
    assert miriam.post(address, {"version": "1", "language": "en", "reason": ""}).status_code == 422
    miriam.post(address, {"version": "1", "language": "en", "reason": "The fee is wrong."})
    assert ArticleVersion.objects.get().withdrawal_reason == "The fee is wrong."
    assert "The fee is wrong." in shown(miriam, page_of("renew-a-license", "?version=1"))


def test_gaps_are_listed_and_closed_by_an_article(miriam: Client) -> None:
    library()
    chief = supervisor(username="edith").actor
    set_threshold(percent=50, reason="We would rather be asked.", by=chief, at=NOW)
    asked("do you sell fishing licenses for the lake")
    gap = KnowledgeGap.objects.get()
    assert "fishing licenses" in shown(miriam, reverse("knowledge:gaps"))
    address = reverse("knowledge:gap", args=[gap.reference])
    assert "Renew a license" in shown(miriam, address)
    assert miriam.post(address, {"decision": "declined"}).status_code == 422
    assert miriam.post(address, {"decision": "article", "slug": "no-such"}).status_code == 422
    miriam.post(address, {"decision": "article", "article": "renew-a-license", "idempotency_key": "k"})
    gap.refresh_from_db()
    assert gap.status == "article"
    assert "renew-a-license" in shown(miriam, f"{reverse('knowledge:gaps')}?status=article")


def test_gaps_ask_as_much_for_many(dana: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        asked(f"do you sell fishing rod number {number}")
    with django_assert_max_num_queries(17):
        shown(dana, reverse("knowledge:gaps"))


def test_a_representative_reads_and_does_not_decide(dana: Client) -> None:
    article()
    asked("do you sell fishing rods")
    address = reverse("knowledge:gap", args=[KnowledgeGap.objects.get().reference])
    assert "Close the gap" not in shown(dana, address)
    assert dana.post(address, {"decision": "declined", "reason": "No."}).status_code == 403
    assert "Withdraw" not in shown(dana, page_of("renew-a-license"))
    for closed in ("/knowledge/new/", page_of("renew-a-license", "new/")):
        shown(dana, closed, 403)
    assert dana.post(page_of("renew-a-license", "publish/"), {"version": "1"}).status_code == 403


def test_who_may_not_ask_does_not_come_in() -> None:
    staff(username="nobody")
    shown(signed_in("nobody"), LIST, 403)
    assert Client().get(LIST).status_code == 302


def test_drafts_have_a_list_of_their_own(dana: Client) -> None:
    propose(slug="parking", title="Parking", body="Behind the office.", by=senior().actor, at=NOW)
    assert "Parking" in shown(dana, f"{LIST}?show=drafts")
    assert "Parking" not in shown(dana, LIST)
