"""What stands after `frontoffice demo`: each screen has something to show, and nothing of it lies in the future."""

import datetime as dt
import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from pytest_django import Settings

from demo import agency
from demo.cast import CUSTOMERS, PASSWORD, STAFF
from demo.doubling import AGAIN
from demo.loading import is_loaded
from demo.week import MATTERS
from demo.week.cards import STUCK_RENEWAL
from demo.week.steps import Replies
from frontoffice.authority.deciding import live_grants
from frontoffice.authority.models import Approval, ApprovalStatus, Refusal, StaffMember
from frontoffice.authority.queries import inbox
from frontoffice.cases.actions.following import follow
from frontoffice.cases.models import Attention, Case, Post, Status
from frontoffice.correspondence.models import Citation, Message
from frontoffice.customers.models import Party
from frontoffice.customers.queries import nothing_arrives_at
from frontoffice.foundation.actors import visitor
from frontoffice.foundation.clock import today_in, zone_named
from frontoffice.foundation.models import Delivery, Event, Office
from frontoffice.intake.models import Incoming, Mail
from frontoffice.knowledge.models import Article, ArticleVersion, GapStatus, KnowledgeGap, Question
from frontoffice.knowledge.queries import version_in_force
from frontoffice.representative.models import Attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_at")]


def staff(username: str) -> StaffMember:
    return StaffMember.objects.get(user__username=username)


def case(subject: str) -> Case:
    return Case.objects.get(subject=subject)


def test_it_is_loaded_once_and_knows_it() -> None:
    assert is_loaded()


def test_a_second_time_changes_nothing_and_prints_the_sign_ins_again(settings: Settings) -> None:
    settings.DEMO = True
    before, printed = (Event.objects.count(), Case.objects.count()), io.StringIO()
    call_command("demo", stdout=printed)
    assert (Event.objects.count(), Case.objects.count()) == before
    assert PASSWORD in printed.getvalue()
    assert all(f"{colleague.username} " in printed.getvalue() for colleague in STAFF)
    assert case(STUCK_RENEWAL.subject).reference in printed.getvalue()


def test_everybody_of_the_cast_signs_in_with_the_one_password() -> None:
    for colleague in STAFF:
        request = RequestFactory().post("/")
        user = authenticate(request, username=colleague.username, password=PASSWORD)
        assert user is not None, colleague.username
        assert authenticate(request, username=colleague.username, password="wrong") is None


def test_the_one_whose_post_ended_has_no_power_left(loaded_at: dt.datetime) -> None:
    powers = {c.username: live_grants(actor=staff(c.username).actor, at=loaded_at).exists() for c in STAFF}
    assert [username for username, has_any in powers.items() if not has_any] == ["hal"]


def test_each_customer_is_on_file_once_but_for_those_who_were_put_there_again() -> None:
    on_file = Party.objects.filter(merged_into__isnull=True).exclude(kind="household")
    again = {said.name for said in AGAIN.values()}
    names = [name for name in on_file.values_list("name", flat=True) if name not in again]
    assert sorted(names) == sorted(c.name for c in CUSTOMERS)
    assert Party.objects.filter(merged_into__isnull=False).count() == 1


def test_cases_are_in_every_state_late_due_and_not_yet_due(loaded_at: dt.datetime) -> None:
    today = today_in(zone_named(agency.DEFAULT_TIME_ZONE), loaded_at)
    unresolved = Case.objects.exclude(status=Status.RESOLVED)
    assert Case.objects.count() >= 30
    assert {case.status for case in Case.objects.all()} == set(Status)
    assert unresolved.filter(due_on__lt=today).count() >= 2
    assert unresolved.filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=2)).count() >= 4
    assert unresolved.filter(due_on__gt=today + dt.timedelta(days=2)).count() >= 2
    assert Case.objects.filter(reopened=1).count() == 1
    assert Case.objects.filter(attention=Attention.DECLINED).count() == 1
    assert Case.objects.filter(customer=None, asker_name="").count() >= 4


def test_the_morning_of_loading_is_played_as_far_as_it_has_come(loaded_at: dt.datetime) -> None:
    played = {matter.subject for matter in MATTERS} - set(Case.objects.values_list("subject", flat=True))
    this_morning = {matter.subject for matter in MATTERS if matter.day == 1}
    assert played == (set() if loaded_at.weekday() < 5 else this_morning)


def test_nothing_lies_in_the_future_and_nothing_is_left_to_deliver(loaded_at: dt.datetime) -> None:
    assert not Event.objects.filter(at__gt=loaded_at).exists()
    assert not Delivery.objects.filter(done_at=None).exists()
    assert not Refusal.objects.exists()


def test_each_reply_cites_the_passages_of_the_week() -> None:
    for matter in MATTERS:
        replies = [step for step in matter.steps if isinstance(step, Replies)]
        of_people = Message.objects.exclude(by__kind="automated")
        messages = of_people.filter(case_message__case__subject=matter.subject).order_by("pk")
        for reply, message in zip(replies, messages, strict=True):
            cited = Citation.objects.filter(message=message).order_by("position")
            assert [(c.passage.version.article.slug) for c in cited] == [
                slug for slug, _heading in reply.cites
            ]


def test_one_reply_waits_for_somebody_with_authority(loaded_at: dt.datetime) -> None:
    of_people = Approval.objects.exclude(asked_by__kind="automated")
    waiting = of_people.get(status=ApprovalStatus.WAITING)
    assert waiting.asked_by == staff("noor").actor
    assert waiting in inbox(by=staff("mei").actor, at=loaded_at)
    assert not inbox(by=staff("noor").actor, at=loaded_at).exists()
    assert {a.status for a in of_people} == {"waiting", "approved", "declined"}


def test_drafts_of_the_automated_colleague_wait_and_some_inquiries_were_referred() -> None:
    attempts = Attempt.objects.select_related("message")
    waiting = [one for one in attempts if one.message and one.message.status == "held"]
    assert len(waiting) >= 3
    assert {one.post.staff_member.actor.name for one in waiting} == {"Front Desk Assistant"}
    subjects = {one.case.subject for one in waiting}
    assert {"Two craft fairs a year", "A quarter without sales", "What renewing costs"} <= subjects
    assert attempts.filter(decision="withdrawn").exists(), "a person was faster with one"


def test_questions_without_an_answer_are_gaps_in_the_words_of_who_asked() -> None:
    words = set(KnowledgeGap.objects.filter(status=GapStatus.OPEN).values_list("words", flat=True))
    assert {"does a moped need plates", "do i need a smog check"} <= words
    assert KnowledgeGap.objects.filter(status=GapStatus.DECLINED).count() == 2


def test_follow_up_questions_are_turns_of_one_contact() -> None:
    last = Question.objects.get(text="and what do you charge if i am late")
    assert last.turn == 3


def test_the_fee_in_force_depends_on_the_day() -> None:
    article, bodies = Article.objects.get(slug="renew-driver-license"), {}
    for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        version = version_in_force(article, on=day, audience="public")
        assert version is not None
        bodies[day] = version.body
    assert ["$32.00 |" in body for body in bodies.values()] == [True, False]


def test_one_article_is_overdue_for_review(loaded_at: dt.datetime) -> None:
    live = ArticleVersion.objects.filter(effective_to=None)
    overdue = live.filter(review_by__lt=loaded_at.date()).values_list("article__slug", flat=True)
    assert list(overdue) == ["records-and-privacy"]


def test_the_leading_case_has_a_note_a_cited_reply_and_the_page_that_was_asked_for() -> None:
    leading = case(STUCK_RENEWAL.subject)
    assert leading.assignee == staff("dana")
    assert leading.status == Status.OPEN
    assert leading.notes.filter(text__contains="735-020-0040(4)(b)").exists()
    assert Post.objects.filter(case=leading, attachments__file__name="lease-page-3.jpg").exists()


def test_whoever_has_the_printed_code_follows_the_leading_case(loaded_at: dt.datetime) -> None:
    leading = case(STUCK_RENEWAL.subject)
    followed = follow(
        reference=leading.reference,
        access_code=STUCK_RENEWAL.access_code,
        by=visitor("a reader of the demonstration"),
        at=loaded_at,
    )
    assert followed == leading


def test_offices_keep_their_own_time() -> None:
    zones = dict(Office.objects.values_list("code", "time_zone"))
    assert zones == {place.code: place.time_zone for place in agency.OFFICES}


def test_mail_came_in_and_each_ended_as_it_should() -> None:
    ends = list(Incoming.objects.order_by("pk").values_list("state", "disposition"))
    assert ends == [
        ("handled", "opened"),
        ("handled", "joined"),
        ("held", ""),
        ("handled", "automatic"),
        ("handled", "bounce"),
    ]
    opened, joined, back = Incoming.objects.filter(case__isnull=False).order_by("pk")
    assert back.case == opened.case
    assert nothing_arrives_at("s.adeyemi@example.com") is not None
    assert opened.case is not None
    assert opened.case.customer == Party.objects.get(name="Samuel Adeyemi")
    assert joined.case == case("Out-of-state title")
    assert "wrote:" in Mail.objects.get(incoming=joined).text
    assert joined.post is not None
    assert "wrote:" not in joined.post.text
