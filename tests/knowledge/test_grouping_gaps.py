"""What several people asked in vain is one piece of work: grouped, counted, taken up, written for, decided (INQ-7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.signatures import find
from frontoffice.foundation.refusals import NotFound
from frontoffice.knowledge.actions import grouping_gaps as grouping
from frontoffice.knowledge.actions.closing_gaps import GapClosedAlready, close_gap, close_gaps
from frontoffice.knowledge.actions.publishing import NoText, publish
from frontoffice.knowledge.models import GapGroup, GapStatus, KnowledgeGap, Status
from frontoffice.knowledge.queries.gaps import waiting_groups, whole
from tests.factories import NOW, representative, senior, supervisor, visitor
from tests.knowledge.writing import article, asked

pytestmark = pytest.mark.django_db
BOATS = ("do you register boats", "where can i register my boat", "how to regsiter a boat")


@pytest.fixture
def boats() -> GapGroup:
    """Three people asked about boats, one about a notary."""
    for words in (*BOATS, "how do i become a notary"):
        asked(words)
    return GapGroup.objects.get(words=BOATS[0])


def decide(group: GapGroup, **told: Any) -> GapGroup:
    given: dict[str, Any] = {"decision": "declined", "reason": "The coast guard does that."} | told
    return close_gaps(group=group, by=senior().actor, at=NOW, **given)


def test_inq_7_questions_for_the_same_thing_are_one_group_with_a_count(boats: GapGroup) -> None:
    assert (boats.asked, boats.waiting) == (3, 3)
    assert set(boats.gaps.values_list("words", flat=True)) == set(BOATS)
    assert GapGroup.objects.exclude(pk=boats.pk).get().asked == 1


def test_another_language_is_another_group(boats: GapGroup) -> None:
    asked("do you register boats", language="es")
    assert GapGroup.objects.get(language="es").asked == 1


def test_what_is_asked_for_most_stands_first(boats: GapGroup) -> None:
    rows, more = waiting_groups(at=NOW)
    assert [(row.group.words, row.group.waiting, row.lately) for row in rows] == [
        (BOATS[0], 3, 3),
        ("how do i become a notary", 1, 1),
    ]
    assert more == ""
    assert waiting_groups(at=NOW + timedelta(days=40))[0][0].lately == 0


def test_the_list_goes_on_by_key(boats: GapGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontoffice.knowledge.queries.gaps.ON_A_PAGE", 1)
    (first,), more = waiting_groups(at=NOW)
    (second,), end = waiting_groups(at=NOW, after=more)
    assert (first.group, end) == (boats, "")
    assert second.group.words == "how do i become a notary"
    assert len(waiting_groups(at=NOW, after="nonsense")[0]) == 1


@pytest.mark.parametrize("more", [0, 4])
def test_the_list_asks_as_much_for_many(boats: GapGroup, more: int, django_assert_num_queries: Any) -> None:
    for number in range(more):
        asked(f"unheard of thing {number}{number}")
    with django_assert_num_queries(3):
        waiting_groups(at=NOW)


def test_inq_7_one_decision_closes_it_for_all_who_asked(boats: GapGroup) -> None:
    done = decide(boats)
    assert (done.asked, done.waiting) == (3, 0)
    assert {gap.reason for gap in boats.gaps.all()} == {"The coast guard does that."}
    with pytest.raises(GapClosedAlready):
        decide(boats)
    assert [row.group.words for row in waiting_groups(at=NOW)[0]] == ["how do i become a notary"]


def test_a_thing_that_was_decided_and_is_asked_for_again_comes_back_with_the_decision(
    boats: GapGroup,
) -> None:
    decide(boats)
    asked("register a boat please")
    row = next(row for row in waiting_groups(at=NOW)[0] if row.group == boats)
    assert (row.group.asked, row.group.waiting) == (4, 1)
    assert row.decided is not None
    assert row.decided.reason == "The coast guard does that."


def test_closing_one_gap_leaves_the_others_open(boats: GapGroup) -> None:
    gap = boats.gaps.order_by("pk")[0]
    close_gap(gap=gap, decision="declined", reason="Answered on the telephone.", by=senior().actor, at=NOW)
    boats.refresh_from_db()
    assert (boats.asked, boats.waiting) == (3, 2)


def test_one_takes_it_up_and_a_second_can_not(boats: GapGroup) -> None:
    ruth, mei = senior().actor, supervisor().actor
    assert grouping.take_gaps(group=boats, by=ruth, at=NOW).taken_by == ruth
    with pytest.raises(grouping.TakenAlready):
        grouping.take_gaps(group=boats, by=mei, at=NOW)
    assert grouping.take_gaps(group=boats, mine=False, by=ruth, at=NOW).taken_by is None
    assert grouping.take_gaps(group=boats, by=mei, at=NOW).taken_by == mei


def test_a_person_puts_groups_together_and_apart(boats: GapGroup) -> None:
    asked("can a canoe be put in my name")
    canoe = GapGroup.objects.get(words="can a canoe be put in my name")
    ruth = senior().actor
    whole_group = grouping.join_gaps(group=canoe, into=boats, by=ruth, at=NOW)
    assert (whole_group.pk, whole_group.asked, whole_group.waiting) == (boats.pk, 4, 4)
    canoe.refresh_from_db()
    assert (canoe.asked, canoe.waiting) == (0, 0)
    gap = KnowledgeGap.objects.get(words=canoe.words)
    alone = grouping.part_gap(gap=gap, by=ruth, at=NOW)
    assert (alone.asked, alone.words) == (1, canoe.words)
    boats.refresh_from_db()
    assert boats.asked == 3
    gap.refresh_from_db()
    with pytest.raises(grouping.AloneAlready):
        grouping.part_gap(gap=gap, by=ruth, at=NOW)


def test_a_group_keeps_words_of_its_own_when_the_first_leaves(boats: GapGroup) -> None:
    grouping.part_gap(gap=boats.gaps.order_by("pk")[0], by=senior().actor, at=NOW)
    boats.refresh_from_db()
    assert boats.words == BOATS[1]


def test_groups_of_two_languages_stay_apart(boats: GapGroup) -> None:
    asked("registran barcos", language="es")
    spanish = GapGroup.objects.get(language="es")
    for into, refusal in ((spanish, grouping.OtherLanguage), (boats, grouping.SameGroup)):
        with pytest.raises(refusal):
            grouping.join_gaps(group=boats, into=into, by=senior().actor, at=NOW)


def test_inq_7_a_gap_is_worked_to_an_article_that_answers_everybody(boats: GapGroup) -> None:
    ruth = senior().actor
    group = grouping.write_for_gaps(group=boats, slug="boats", title="Register a boat", by=ruth, at=NOW)
    assert group.draft is not None
    assert group.taken_by == ruth
    assert group.draft.words == ", ".join(BOATS)
    with pytest.raises(grouping.BegunAlready):
        grouping.write_for_gaps(group=boats, slug="boats-2", title="Boats", by=ruth, at=NOW)
    with pytest.raises(NoText):
        publish(version=group.draft, by=supervisor().actor, at=NOW)
    assert not whole(group, on=NOW.date()).published
    answer = article("boats", "You register a boat at the Harbor office. Registration costs $20.")
    found = whole(GapGroup.objects.get(pk=boats.pk), on=NOW.date())
    assert {one.best.passage.version.article for one in found.again if one.best} == {answer.article}
    assert [one.sure for one in found.again].count(True) >= 2
    done = decide(boats, decision="article", article=answer.article, reason="")
    assert done.waiting == 0
    assert set(boats.gaps.values_list("status", "article")) == {(GapStatus.ARTICLE, answer.article.pk)}


def test_a_name_that_an_article_has_is_refused(boats: GapGroup) -> None:
    article("boats", "Nothing on boats.")
    with pytest.raises(grouping.NameTaken):
        grouping.write_for_gaps(group=boats, slug="boats", title="Boats", by=senior().actor, at=NOW)


def test_what_nobody_waits_for_is_not_worked_on(boats: GapGroup) -> None:
    decide(boats)
    for act in (
        lambda: grouping.take_gaps(group=boats, by=senior().actor, at=NOW),
        lambda: grouping.write_for_gaps(group=boats, slug="b", title="B", by=senior().actor, at=NOW),
    ):
        with pytest.raises(GapClosedAlready):
            act()


def test_a_representative_reads_groups_and_changes_none(boats: GapGroup) -> None:
    dana = representative().actor
    assert find(GapGroup, boats.reference, by=dana, at=NOW) == boats
    with pytest.raises(NotFound):
        find(GapGroup, boats.reference, by=visitor(), at=NOW)
    for act in (
        lambda: grouping.take_gaps(group=boats, by=dana, at=NOW),
        lambda: grouping.part_gap(gap=boats.gaps.all()[0], by=dana, at=NOW),
        lambda: close_gaps(group=boats, decision="declined", reason="No.", by=dana, at=NOW),
        lambda: grouping.write_for_gaps(group=boats, slug="b", title="B", by=dana, at=NOW),
    ):
        with pytest.raises(NotAuthorized):
            act()


@pytest.mark.parametrize("change", [{"waiting": 9}, {"words": ""}, {"taken_at": NOW}])
def test_the_database_refuses_a_group_that_can_not_be(boats: GapGroup, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GapGroup.objects.filter(pk=boats.pk).update(**change)


def test_the_draft_is_nobodys_answer_until_it_is_published(boats: GapGroup) -> None:
    group = grouping.write_for_gaps(
        group=boats, slug="boats", title="Register a boat", by=senior().actor, at=NOW
    )
    assert group.draft is not None
    assert group.draft.status == Status.DRAFT
    assert asked("do you register boats").outcome == "gap"
