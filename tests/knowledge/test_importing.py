"""Imports bring versions in once, end the ones before, and keep what was."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from frontoffice.foundation.actors import service
from frontoffice.foundation.models import Event
from frontoffice.knowledge import periods
from frontoffice.knowledge.actions.importing import UnreadableArticle, import_articles
from frontoffice.knowledge.loading import load
from frontoffice.knowledge.models import Article, ArticleVersion, Passage, Status, Word
from frontoffice.knowledge.rereading import reread
from tests.factories import NOW, unit
from tests.knowledge.writing import RENEWAL, article, document, library

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 17)


def imported(*documents: str) -> list[ArticleVersion]:
    return import_articles(articles=list(documents), by=service("knowledge"), at=NOW)


def periods_of(slug: str) -> list[tuple[str, str | None, str]]:
    rows = ArticleVersion.objects.filter(article__slug=slug).order_by("effective_from", "number")
    return [(str(v.effective_from), str(v.effective_to) if v.effective_to else None, v.status) for v in rows]


def test_an_import_publishes_with_owner_dates_and_author() -> None:
    unit("licensing")
    version = article(owner="licensing", topic="license-renewal", review_by="2027-01-01", kind="regulation")
    assert version.status == Status.PUBLISHED
    assert version.article.owner is not None
    assert (version.article.owner.code, version.article.kind) == ("licensing", "regulation")
    assert (version.number, version.received_on, version.recorded_at) == (1, DAY, NOW)
    assert Event.objects.get(name="knowledge.ArticlesImported").payload == {"versions": 1}


def test_dates_that_are_not_given_are_the_day_of_the_import() -> None:
    assert article(effective_from=None).effective_from == DAY


def test_the_same_again_makes_nothing() -> None:
    article()
    assert imported(document("renew-a-license", RENEWAL)) == []
    assert ArticleVersion.objects.count() == 1


def test_a_changed_text_makes_a_new_version_and_ends_the_one_before() -> None:
    article()
    new = article(body=RENEWAL.replace("$36.00", "$40.00"), effective_from="2026-07-01")
    assert new.number == 2
    assert periods_of("renew-a-license") == [
        ("2026-01-01", "2026-06-30", "published"),
        ("2026-07-01", None, "published"),
    ]


def test_a_correction_from_the_same_day_withdraws_the_wrong_text() -> None:
    article()
    article(body="Another text.")
    assert periods_of("renew-a-license") == [
        ("2026-01-01", None, "withdrawn"),
        ("2026-01-01", None, "published"),
    ]
    assert ArticleVersion.objects.get(number=1).withdrawal_reason


def test_an_older_text_that_comes_later_ends_before_the_newer() -> None:
    article(effective_from="2026-07-01")
    article(body="The older text.", effective_from="2026-01-01")
    assert periods_of("renew-a-license") == [
        ("2026-01-01", "2026-06-30", "published"),
        ("2026-07-01", None, "published"),
    ]


def test_two_versions_may_come_in_one_batch() -> None:
    imported(
        document("a", "New.", effective_from="2026-07-01"),
        document("a", "Old.", effective_from="2026-01-01", effective_to="2026-06-30"),
    )
    assert [row[0] for row in periods_of("a")] == ["2026-01-01", "2026-07-01"]


def test_languages_have_versions_of_their_own() -> None:
    article()
    article(body="Renueve su licencia.", language="es")
    assert [row[1] for row in periods_of("renew-a-license")] == [None, None]


def test_passages_keep_their_anchors_where_their_text_is_unchanged() -> None:
    first = article()
    second = article(body=RENEWAL.replace("no grace period", "a grace period"), effective_from="2026-07-01")
    old, new = (dict(v.passages.values_list("anchor", "text")) for v in (first, second))
    assert old["what-it-costs"] == new["what-it-costs"]
    assert set(old) == set(new)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("not json", "Article 1"),
        (json.dumps({"slug": "a", "title": "A"}), "body"),
        (document("a", "Text", owner="nobody"), "There is no unit with the code nobody"),
        (document("a", "## Heading only"), "a holds no text"),
        (document("Not A Slug", "Text"), "slug"),
        (document("a", "Text\x00"), "can't be stored"),
        (document("a", "Text", audience="everyone"), "audience"),
    ],
)
def test_a_batch_with_a_bad_article_is_refused_as_a_whole(broken: str, reason: str) -> None:
    with pytest.raises(UnreadableArticle, match=reason):
        imported(broken, document("b", "Good"))
    assert not Article.objects.exists()


def test_the_vocabulary_counts_passages_and_words() -> None:
    library()
    total = Word.objects.get(language="en", stem="")
    assert total.passages == Passage.objects.count()
    assert total.occurrences == sum(Passage.objects.values_list("length", flat=True))
    assert Word.objects.get(stem="plate").passages == 2


def test_reading_anew_comes_to_the_same() -> None:
    library()
    before = list(
        Word.objects.order_by("language", "stem").values_list("language", "stem", "passages", "occurrences")
    )
    assert reread() == Passage.objects.count()
    after = list(
        Word.objects.order_by("language", "stem").values_list("language", "stem", "passages", "occurrences")
    )
    assert before == after


def test_queries_do_not_grow_with_the_articles(django_assert_max_num_queries: object) -> None:
    documents = [document(f"article-{n}", f"Text number {n}.") for n in range(60)]
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        imported(*documents)


@pytest.mark.parametrize(
    "change",
    [{"body": "Other"}, {"title": "Other"}, {"citation": "Other"}, {"effective_from": dt.date(2020, 1, 1)}],
)
def test_a_published_version_can_not_be_edited(change: dict[str, object]) -> None:
    version = article()
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.filter(version=version).update(text="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.filter(version=version).delete()


@pytest.mark.parametrize(
    ("begins", "ends", "shared"),
    [
        ("2025-01-01", "2025-12-31", False),
        ("2025-01-01", "2026-01-01", True),
        ("2026-06-30", None, True),
        ("2026-07-01", None, False),
        ("2026-02-01", "2026-03-01", True),
        ("2025-01-01", None, True),
    ],
)
def test_the_database_refuses_that_published_versions_share_a_day(
    begins: str, ends: str | None, shared: bool
) -> None:
    there = article(effective_to="2026-06-30")
    there.pk, there.number = None, 2
    there.reference = "other"
    there.effective_from = dt.date.fromisoformat(begins)
    there.effective_to = dt.date.fromisoformat(ends) if ends else None
    there._state.adding = True
    if shared:
        with pytest.raises(IntegrityError), transaction.atomic():
            there.save(force_insert=True)
    else:
        there.save(force_insert=True)
    assert periods.missing(connection) == set()


def test_a_load_goes_on_where_it_ended_and_tells_what_it_left_out(tmp_path: Path) -> None:
    rows = [{"_id": f"p{n}", "title": f"Page {n}", "text": f"Text {n}"} for n in range(5)]
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join(map(json.dumps, rows[:3])) + "\n{\n")
    *_steps, first = load(file, by=service("knowledge"), clock=lambda: NOW)
    assert (first.new, first.unchanged, [p.line for p in first.problems]) == (3, 0, [4])
    file.write_text("\n".join(map(json.dumps, rows)))
    *_steps, second = load(file, by=service("knowledge"), clock=lambda: NOW)
    assert (second.new, second.unchanged, second.problems) == (2, 3, [])


def test_an_article_that_is_refused_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("Good text.")
    (tmp_path / "orphan.md").write_text("---\nowner: nobody\n---\nText.")
    *_steps, loaded = load(tmp_path, by=service("knowledge"), clock=lambda: NOW)
    assert loaded.new == 1
    (problem,) = loaded.problems
    assert problem.path.endswith("orphan.md")
    assert "nobody" in problem.reason
