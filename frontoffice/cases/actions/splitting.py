"""Splitting a case: what belongs elsewhere becomes a case of its own, received when it was said (CMP-6)."""

import datetime as dt
from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from frontoffice.authority.registry import action
from frontoffice.cases import clocks
from frontoffice.cases.actions import keeping_clocks, owing
from frontoffice.cases.actions.filling import type_for
from frontoffice.cases.actions.following import add_follower
from frontoffice.cases.actions.keeping_clocks import first_due, standard_of
from frontoffice.cases.actions.keeping_topics import topic_of
from frontoffice.cases.actions.opening import LONGEST_SUBJECT, SERIES
from frontoffice.cases.actions.recording import locked, note_of, save, touch
from frontoffice.cases.actions.tasking import copy_on_opening
from frontoffice.cases.events import CaseOpened, PostAdded
from frontoffice.cases.events_links import CaseSplit
from frontoffice.cases.lifecycles import lifecycle_of
from frontoffice.cases.models import Attachment, Case, Post, Split, SplitPost, Topic
from frontoffice.cases.permissions import unit_of_case
from frontoffice.cases.queries.ties import merged_into, posts_to_split
from frontoffice.foundation import numbers
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.refusals import BadInput, Refused


class NothingChosen(BadInput):
    message = _("Choose what becomes a case of its own.")
    field = "posts"


class NothingLeft(BadInput):
    message = _("Something has to stay with this case. To move all of it, change its topic.")
    field = "posts"


class MovedBefore(Refused):
    message = _("Some of this is not on the case, or was moved before. Look at the case again.")
    field = "posts"


class SplitSubjectNeeded(BadInput):
    message = _("Give the new case a subject.")
    field = "subject"


class MergedCannotSplit(Refused):
    message = _("This case was merged into another. Split it off there first.")


@action("cases.split", title=_("Split a case"), unit=unit_of_case, subject="case")
def split(
    *,
    case: Case,
    posts: list[Post],
    topic: Annotated[str, Field(max_length=60)],
    subject: Annotated[str, Field(min_length=1, max_length=LONGEST_SUBJECT)],
    reason: Annotated[str, Field(max_length=2_000)] = "",
    by: Actor,
    at: datetime,
) -> Split:
    """Make a case of its own of some of what was said. The new case is the same person's, received when the first
    of it was; here it stays, marked as moved.

    Raises NothingChosen, NothingLeft, MovedBefore, UnknownTopic, SplitSubjectNeeded, MergedCannotSplit.
    """
    if not subject.strip():
        raise SplitSubjectNeeded
    about, case = topic_of(topic), locked(case)
    chosen = _chosen(case, posts)
    new = _new_case(case, chosen[0], about, subject.strip(), at=at)
    note = note_of(case, reason, by=by, at=at)
    made = Split.objects.create(case=case, new_case=new, note=note, by=by, at=at)
    for post in chosen:
        _move(made, post, new, by=by, at=at)
    for follower in case.followers.select_related("actor"):
        add_follower(new, by=follower.actor, at=at)
    owing.keep(new, by=by, at=at)
    copy_on_opening(new, by=by, at=at)
    save(case)
    note_id = note.pk if note is not None else None
    event = CaseSplit(
        case_id=case.pk, other_case_id=new.pk, split_id=made.pk, posts=len(chosen), note_id=note_id
    )
    announce(event, about=[case, new], by=by, at=at)
    return made


def _chosen(case: Case, posts: list[Post]) -> list[Post]:
    wanted = {post.pk for post in posts}
    if not wanted:
        raise NothingChosen
    if merged_into(case) is not None:
        raise MergedCannotSplit
    here = posts_to_split(case)
    chosen = [post for post in here if post.pk in wanted]
    if len(chosen) != len(wanted):
        raise MovedBefore
    if len(chosen) == len(here):
        raise NothingLeft
    return chosen


def _new_case(case: Case, first: Post, topic: Topic, subject: str, *, at: datetime) -> Case:
    """The same asker's, with a number of its own; its dates are those of the first post that moves."""
    is_opening = case.posts.order_by("pk").values_list("pk", flat=True).first() == first.pk
    received_at, received_on = (
        (case.received_at, case.received_on) if is_opening else (first.at, _day(topic, first.at))
    )
    new = Case(
        subject=subject[:LONGEST_SUBJECT],
        topic=topic,
        unit=topic.unit,
        channel=first.contact.channel,
        language=case.language,
        received_at=received_at,
        received_on=received_on,
        recorded_at=at,
        customer=case.customer,
        asker_name=case.asker_name,
        reply_to=case.reply_to,
        phone=case.phone,
        access_code_hash=case.access_code_hash,
    )
    _set_type(new)
    standard = standard_of(topic, new.priority)
    new.due_on = first_due(new, standard)
    new.number = numbers.take(series=SERIES, year=clocks.today(topic.unit, at).year, at=at)
    new.save()
    keeping_clocks.start(new, standard)
    return new


def _set_type(new: Case) -> None:
    """As the topic's type says; what that asks for besides is filled in afterwards."""
    kind = type_for(new.topic, "")
    new.type, new.fields = kind, {}
    new.stage = lifecycle_of(new).initial
    new.priority, new.complexity = kind.priority, max(kind.complexity, new.topic.complexity)
    new.confidential = kind.confidential


def _day(topic: Topic, at: datetime) -> dt.date:
    return clocks.today(topic.unit, at)


def _move(made: Split, post: Post, new: Case, *, by: Actor, at: datetime) -> None:
    """The words and files stand in the new case too, with their own author and instant."""
    is_first = not new.posts.exists()
    copied = Post.objects.create(case=new, contact=post.contact, text=post.text, by=post.by, at=post.at)
    SplitPost.objects.create(split=made, post=post, new_post=copied)
    touch(new, post.contact)
    for attached in post.attachments.all():
        Attachment.objects.create(case=new, file=attached.file, post=copied, by=attached.by, at=attached.at)
    channel = post.contact.channel
    event = (
        CaseOpened(case_id=new.pk, post_id=copied.pk, contact_id=post.contact_id, channel=channel)
        if is_first
        else PostAdded(case_id=new.pk, post_id=copied.pk, contact_id=post.contact_id, channel=channel)
    )
    announce(event, about=new, by=by, at=at)
