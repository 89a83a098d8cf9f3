"""Cases that are linked, merged into one, split off again, or split in two; each asker is answered (CMP-12)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from frontoffice.authority.answers import show
from frontoffice.authority.deciding import NotAuthorized
from frontoffice.authority.models import StaffMember
from frontoffice.cases.actions import linking_cases, merging, splitting
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.linking_cases import end_link, link_cases
from frontoffice.cases.actions.merging import merge, undo_merge
from frontoffice.cases.actions.recording import CaseIsResolved
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import GoesOnElsewhere, ReplyStillHeld, reopen, resolve
from frontoffice.cases.actions.sorting import change_topic
from frontoffice.cases.actions.splitting import split
from frontoffice.cases.models import Case, CaseLink, Clock, LinkKind, Merge, Post, Status
from frontoffice.cases.queries import timeline
from frontoffice.cases.queries.ties import counts_from, family, posts_to_split, survivor_of, ties_of
from frontoffice.contacts.models import Channel
from frontoffice.correspondence.models import Message
from frontoffice.foundation.models import Actor, Event
from tests import factories
from tests.cases import making
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(dana: StaffMember) -> Actor:
    return dana.actor


@pytest.fixture
def other(topic: object) -> Case:
    """The same matter, reported by somebody else, a week before by post."""
    return making.case(
        by=factories.representative("Receiver").actor,
        text="No card came with the mail.",
        subject="No card",
        name="Lev Antonov",
        email="lev@example.org",
        channel="post",
        received_on=dt.date(2026, 11, 10),
    )


def merged(case: Case, into: Case, by: Actor) -> Merge:
    return merge(case=case, into=into, reason="The same letter.", by=by, at=NOW)


# Links


def test_a_link_is_seen_from_both_ends_and_taken_away_once(case: Case, other: Case, by: Actor) -> None:
    link = link_cases(case=case, to=other, kind=LinkKind.CAUSED_BY, by=by, at=NOW)
    [here], [there] = ties_of(case).links, ties_of(other).links
    assert (here.other, here.outward) == (other, True)
    assert (there.other, there.outward) == (case, False)
    with pytest.raises(linking_cases.LinkedAlready):
        link_cases(case=case, to=other, kind=LinkKind.CAUSED_BY, by=by, at=NOW)
    end_link(link=link, by=by, at=NOW)
    with pytest.raises(linking_cases.LinkGone):
        end_link(link=link, by=by, at=NOW)
    assert not ties_of(case).any
    names = {entry.name for entry in timeline(other).entries}
    assert {"CasesLinked", "LinkEnded"} <= names
    told = [entry.thing for entry in timeline(other).entries if entry.name == "CasesLinked"]
    assert told == [case.number], "each page names the other case"


def test_being_related_has_no_direction_and_no_case_is_linked_to_itself(
    case: Case, other: Case, by: Actor
) -> None:
    link_cases(case=case, to=other, kind=LinkKind.RELATED, by=by, at=NOW)
    with pytest.raises(linking_cases.LinkedAlready):
        link_cases(case=other, to=case, kind=LinkKind.RELATED, by=by, at=NOW)
    with pytest.raises(linking_cases.SameCase):
        link_cases(case=case, to=case, kind=LinkKind.RELATED, by=by, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLink.objects.create(case=case, to=case, kind="related", by=by, at=NOW)


# Merging


def test_cmp_12_each_asker_of_a_merged_case_gets_the_answer_under_their_own_number(
    case: Case, other: Case, by: Actor
) -> None:
    merged(case, other, by)
    reply(case=other, text="It costs $18.00.", resolve=True, by=by, at=NOW)
    out = {(m.to_address, case.number in m.subject) for m in Message.objects.all()}
    assert out == {("m.ortega@example.org", True), ("lev@example.org", False)}
    told = str(show(Case.objects.get(pk=case.pk), by=factories.visitor()))
    assert "It costs $18.00." in told
    assert "Lev Antonov" not in told
    assert "No card came" not in told, "what the other said stays theirs"


def test_who_asked_twice_is_answered_once(case: Case, by: Actor) -> None:
    again = making.case(text="Me again.", subject="Again")
    merged(again, case, by)
    reply(case=case, text="It costs $18.00.", by=by, at=NOW)
    assert Message.objects.count() == 1


def end_of(case: Case) -> Clock:
    return Clock.objects.get(case=case, kind="resolution", done_at__isnull=True)


def move_along(case: Case, by: Actor) -> None:
    """To another topic with the same promise."""
    making.topic("titles", unit=case.unit.code)
    change_topic(case=case, topic="titles", by=by, at=NOW)


def test_cmp_6_the_earliest_date_received_counts_and_none_is_reset(
    case: Case, other: Case, by: Actor
) -> None:
    assert other.received_on < case.received_on
    merged(other, case, by)
    case.refresh_from_db()
    assert counts_from(case) == other.received_on
    assert case.received_on == NOW.date()
    assert case.due_on == case.received_on, "due by the earlier date, long past"
    assert end_of(case).due_on == case.due_on, "and so does its clock"
    move_along(case, by)
    case.refresh_from_db()
    assert end_of(case).due_on == case.due_on == case.received_on, "also after another topic"
    undo_merge(merge=Merge.objects.get(), reason="Not the same.", by=by, at=NOW)
    case.refresh_from_db()
    assert case.due_on > case.received_on
    assert end_of(case).due_on == case.due_on


def test_a_merged_case_keeps_its_number_and_page_and_points_to_the_survivor(
    case: Case, other: Case, by: Actor
) -> None:
    merged(case, other, by)
    case.refresh_from_db()
    assert (case.status, case.resolution_code) == (Status.RESOLVED, "duplicate")
    assert survivor_of(case) == other
    told = [(e.post.text, e.origin) for e in timeline(other).entries if e.post is not None]
    assert told == [
        ("I lost my card. What does a new one cost?", case),
        ("No card came with the mail.", None),
    ] or told[::-1] == [
        ("I lost my card. What does a new one cost?", case),
        ("No card came with the mail.", None),
    ]
    assert [e.name for e in timeline(other).entries].count("CaseMerged") == 1, "told once"
    with pytest.raises(GoesOnElsewhere):
        reopen(case=case, reason="Hm.", by=by, at=NOW)
    with pytest.raises(CaseIsResolved):
        reply(case=case, text="x", by=by, at=NOW)


def test_what_a_merged_asker_says_later_wakes_the_survivor(case: Case, other: Case, by: Actor) -> None:
    merged(case, other, by)
    resolve(case=other, by=by, at=NOW)
    add(case=case, text="It came!", by=factories.visitor(), at=making.later(hours=1))
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.status, other.status) == (Status.RESOLVED, Status.NEW)
    assert "It came!" in [e.post.text for e in timeline(other).entries if e.post is not None]


def test_merges_go_on_through_merges(case: Case, other: Case, by: Actor) -> None:
    third = making.case(text="Third.", email="third@example.org", name="Third")
    merged(case, other, by)
    merged(other, third, by)
    assert set(family(third)) == {case.pk, other.pk, third.pk}
    assert survivor_of(case) == third
    reply(case=third, text="All of you.", by=by, at=NOW)
    assert Message.objects.count() == 3


def test_a_held_reply_a_resolved_case_and_an_earlier_merge_stand_in_the_way(
    case: Case, other: Case, by: Actor
) -> None:
    asks = factories.staff("Newcomer", grants=["cases.reply"], asks=["correspondence.release"])
    reply(case=case, text="Maybe.", by=asks.actor, at=NOW)
    for one, into in ((case, other), (other, case)):
        with pytest.raises(ReplyStillHeld):
            merged(one, into, by)
    third, fourth = (making.case(email=f"{n}@example.org") for n in ("third", "fourth"))
    merged(third, other, by)
    for one, into in ((third, fourth), (fourth, third)):
        with pytest.raises(merging.MergedAlready):
            merged(one, into, by)
    done = making.case(email="done@example.org")
    resolve(case=done, by=by, at=NOW)
    with pytest.raises(merging.MergeNotOpen):
        merged(done, other, by)
    with pytest.raises(merging.MergeIntoItself):
        merged(other, other, by)
    with pytest.raises(merging.MergeReasonNeeded):
        merge(case=done, into=other, reason=" ", by=by, at=NOW)


def test_a_wrong_merge_is_split_off_and_is_as_it_was(case: Case, other: Case, by: Actor) -> None:
    wrong = merged(case, other, by)
    undo_merge(merge=wrong, reason="Another card.", by=by, at=NOW)
    case.refresh_from_db()
    assert (case.status, case.resolved_at, case.received_on) == (Status.NEW, None, NOW.date())
    assert family(other) == [other.pk]
    assert all(entry.origin is None for entry in timeline(other).entries)
    with pytest.raises(merging.MergeUndoneBefore):
        undo_merge(merge=wrong, reason="Again.", by=by, at=NOW)
    merged(case, other, by)
    assert Event.objects.filter(name="cases.CaseMerged").count() == 2


def test_merging_takes_the_power(case: Case, other: Case) -> None:
    with pytest.raises(NotAuthorized):
        merged(case, other, factories.staff("Without", grants=["cases.note"]).actor)


# Splitting


def two_matters(case: Case) -> list[Post]:
    add(case=case, text="And my plates are gone.", by=factories.visitor(), at=making.later(days=1))
    return list(posts_to_split(case))


def test_cmp_6_what_is_split_off_is_received_when_it_was_said(case: Case, by: Actor) -> None:
    [_card, plates] = two_matters(case)
    making.topic("plates")
    at = making.later(days=7)
    made = split(case=case, posts=[plates], topic="plates", subject="Plates gone", by=by, at=at)
    new = made.new_case
    assert new.received_on == making.later(days=1).date()
    assert (new.asker_name, new.reply_to, new.topic.code) == (case.asker_name, case.reply_to, "plates")
    assert new.number != case.number
    [there] = [e.post for e in timeline(new).entries if e.post is not None]
    assert (there.text, there.by, there.at) == (plates.text, plates.by, plates.at)
    marked = [e.moved_to for e in timeline(case).entries if e.post == plates]
    assert marked == [new.number]
    assert Post.objects.get(pk=plates.pk).case == case, "nothing is edited away (X2)"
    assert new.followers.count() == 1


def test_something_is_chosen_something_stays_and_nothing_moves_twice(case: Case, by: Actor) -> None:
    [card, plates] = two_matters(case)

    def do(*posts: Post) -> None:
        split(case=case, posts=list(posts), topic="cards", subject="Other", by=by, at=making.later(days=2))

    with pytest.raises(splitting.NothingChosen):
        do()
    with pytest.raises(splitting.NothingLeft):
        do(card, plates)
    do(plates)
    with pytest.raises(splitting.MovedBefore):
        do(plates)
    elsewhere = making.case(email="e@example.org").posts.get()
    with pytest.raises(splitting.MovedBefore):
        do(elsewhere)


def test_the_first_words_keep_the_date_on_which_the_case_was_received(other: Case, by: Actor) -> None:
    add(case=other, text="More.", channel=Channel.PHONE, by=by, at=making.later(days=1))
    first = other.posts.order_by("pk")[0]
    made = split(case=other, posts=[first], topic="cards", subject="First", by=by, at=making.later(days=2))
    assert made.new_case.received_on == other.received_on
