"""Playing one step of the week: what it says becomes the call of the action that a person would have used."""

from datetime import datetime
from functools import singledispatch

from demo.scene import Scene
from demo.week.steps import (
    Adds,
    Approves,
    Assigns,
    Attaches,
    Declines,
    Matter,
    Notes,
    Replies,
    Resolves,
    Step,
    Takes,
    Tells,
)
from frontoffice.authority.actions.approving import approve, decline
from frontoffice.authority.models import Approval
from frontoffice.authority.queries import inbox
from frontoffice.cases.actions.adding import add
from frontoffice.cases.actions.assigning import assign, take
from frontoffice.cases.actions.attaching import attach
from frontoffice.cases.actions.noting import note
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.actions.resolving import resolve
from frontoffice.contacts.models import Channel
from frontoffice.foundation.actors import Actor
from frontoffice.knowledge.actions.giving_answers import give_answer


@singledispatch
def play(step: Step, matter: Matter, scene: Scene, at: datetime) -> None:
    """Do what the step says, on the case of the matter, at the instant."""
    raise TypeError(f"nobody knows how to play {type(step).__name__}")


@play.register
def _takes(step: Takes, matter: Matter, scene: Scene, at: datetime) -> None:
    take(case=scene.cases[matter.key], by=scene.actor(step.who), at=at)


@play.register
def _assigns(step: Assigns, matter: Matter, scene: Scene, at: datetime) -> None:
    assign(
        case=scene.cases[matter.key],
        assignee=scene.staff[step.to],
        reason=step.reason,
        by=scene.actor(step.who),
        at=at,
    )


@play.register
def _notes(step: Notes, matter: Matter, scene: Scene, at: datetime) -> None:
    note(case=scene.cases[matter.key], text=step.text, by=scene.actor(step.who), at=at)


@play.register
def _replies(step: Replies, matter: Matter, scene: Scene, at: datetime) -> None:
    reply(
        case=scene.cases[matter.key],
        text=step.text,
        passages=scene.passages(step.cites, at),
        keep_open=not step.waits,
        by=scene.actor(step.who),
        at=at,
    )


@play.register
def _tells(step: Tells, matter: Matter, scene: Scene, at: datetime) -> None:
    case, by = scene.cases[matter.key], scene.actor(step.who)
    contact = case.case_contacts.select_related("contact").latest("pk").contact
    for passage in scene.passages(step.cites, at):
        give_answer(passage=passage, contact=contact, by=by, at=at)
    note(case=case, text=step.text, by=by, at=at)


@play.register
def _approves(step: Approves, matter: Matter, scene: Scene, at: datetime) -> None:
    by = scene.actor(step.who)
    approve(approval=_waiting_reply(matter, scene, by, at), by=by, at=at)


@play.register
def _declines(step: Declines, matter: Matter, scene: Scene, at: datetime) -> None:
    by = scene.actor(step.who)
    decline(approval=_waiting_reply(matter, scene, by, at), reason=step.reason, by=by, at=at)


def _waiting_reply(matter: Matter, scene: Scene, by: Actor, at: datetime) -> Approval:
    """What `by` finds in the list of approvals about the last reply of the case."""
    held = scene.cases[matter.key].case_messages.latest("pk").message
    return inbox(by=by, at=at).get(subject_id=held.pk)


@play.register
def _adds(step: Adds, matter: Matter, scene: Scene, at: datetime) -> None:
    """By web the customer writes; what comes in another way is entered by whoever opened the case."""
    by = scene.actor(matter.opened_by) if matter.opened_by else scene.asker(matter)
    add(
        case=scene.cases[matter.key],
        text=step.text,
        files=[scene.file(step.file, by=by, at=at)] if step.file else [],
        channel=Channel(matter.channel),
        by=by,
        at=at,
    )


@play.register
def _attaches(step: Attaches, matter: Matter, scene: Scene, at: datetime) -> None:
    by = scene.actor(step.who)
    attach(case=scene.cases[matter.key], file=scene.file(step.file, by=by, at=at), by=by, at=at)


@play.register
def _resolves(step: Resolves, matter: Matter, scene: Scene, at: datetime) -> None:
    resolve(case=scene.cases[matter.key], resolution=step.text, by=scene.actor(step.who), at=at)
