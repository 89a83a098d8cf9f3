"""The week happens: everything in the order of its clock, each thing by the action that a person would have used."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from demo.playing import play
from demo.scene import Scene
from demo.week import DECISIONS, MATTERS, VISITS
from demo.week.steps import Decision, Matter, Visit
from frontoffice.cases.actions.opening import open_case
from frontoffice.contacts.actions.taking_contacts import begin, end
from frontoffice.contacts.models import Channel, Contact, Outcome
from frontoffice.foundation import deliveries
from frontoffice.foundation.actors import Actor, visitor
from frontoffice.foundation.references import secret_code
from frontoffice.knowledge.actions.asking import ask, say_useful
from frontoffice.knowledge.actions.closing_gaps import close_gap
from frontoffice.knowledge.models import KnowledgeGap, Question
from frontoffice.knowledge.models import Outcome as Answer
from frontoffice.representative.actions.switching import set_up, switch_on

TEXTS_IN = (
    "en"  # the portal looks there in whatever language somebody reads, as the agency has no other texts
)
STARTS = (0, "08:00")  # the automated representative works from the morning of the week's last day on
BETWEEN = dt.timedelta(seconds=40)  # from one question to the portal to the next


@dataclass(frozen=True)
class Happening:
    """Something that happens at an instant."""

    at: datetime
    happens: Callable[[datetime], None]


def tell(scene: Scene) -> None:
    """Play all of the week that lies in the past, and after each thing what the worker would have done."""
    for happening in sorted(_happenings(scene), key=lambda one: one.at):
        if scene.timetable.is_past(happening.at):
            happening.happens(happening.at)
            work(at=happening.at)
    work(at=scene.timetable.loaded_at)


def work(*, at: datetime) -> None:
    """Deliver what is owed at this instant, as the worker does, until nothing is left."""
    while claimed := deliveries.claim(at=at):
        for delivery in claimed:
            deliveries.tell(delivery, at=at)


def _happenings(scene: Scene) -> Iterator[Happening]:
    """In the order of the week; sorting by instant keeps it where two things share one."""

    def when(day: int, time: str, key: str) -> datetime:
        return scene.timetable.moment(day, time, key)

    yield Happening(when(*STARTS, "assistant"), _starts(scene))
    for visit in VISITS:
        yield Happening(when(visit.day, visit.time, visit.key), _visits(visit, scene))
    for matter in MATTERS:
        yield Happening(when(matter.day, matter.time, matter.key), _opens(matter, scene))
        for number, step in enumerate(matter.steps):
            at = when(step.day, step.time, f"{matter.key}-{number}")
            yield Happening(at, partial(play, step, matter, scene))
    for decision in DECISIONS:
        yield Happening(when(decision.day, decision.time, f"gap-{decision.visit}"), _decides(decision, scene))


def _starts(scene: Scene) -> Callable[[datetime], None]:
    """The automated representative is set up and begins to work: a supervisor's decision."""

    def happens(at: datetime) -> None:
        by = scene.actor("gordon")
        post = set_up(staff_member=scene.staff["assistant"], languages=["en"], daily_ceiling=40, by=by, at=at)
        switch_on(post=post, by=by, at=at)

    return happens


def _visits(visit: Visit, scene: Scene) -> Callable[[datetime], None]:
    def happens(at: datetime) -> None:
        by = visitor(f"demonstration-{visit.key}")
        contact, last, at = _asked(visit.questions, visit.language, by, at)
        scene.questions[visit.key] = last
        # Nobody says that it helped where nothing was shown.
        helped = visit.helped if visit.helped is None else visit.helped and last.outcome == Answer.ANSWERED
        if helped is not None:
            say_useful(question=last, useful=helped, by=by, at=at)
        outcome = {True: Outcome.ANSWERED, False: Outcome.NO_ANSWER, None: Outcome.ENDED}[helped]
        end(contact=contact, outcome=outcome, by=by, at=at)

    return happens


def _asked(
    questions: tuple[str, ...], language: str, by: Actor, at: datetime
) -> tuple[Contact, Question, datetime]:
    """One contact on the web with these questions in turn; the contact, the last question, and when that was over."""
    contact = begin(channel=Channel.WEB, language=language, by=by, at=at)
    for words in questions:
        last = ask(question=words, contact=contact, language=TEXTS_IN, by=by, at=at)
        at += BETWEEN
    return contact, last, at


def _opens(matter: Matter, scene: Scene) -> Callable[[datetime], None]:
    return (
        (lambda at: _entered(matter, scene, at))
        if matter.opened_by
        else (lambda at: _written(matter, scene, at))
    )


def _entered(matter: Matter, scene: Scene, at: datetime) -> None:
    """A colleague takes in what came by telephone, mail or at the counter."""
    scene.cases[matter.key] = open_case(
        text=matter.words,
        topic=matter.topic,
        subject=matter.subject,
        customer=scene.customer(matter),
        email=scene.address(matter),
        language=matter.language,
        channel=Channel(matter.channel),
        by=scene.actor(matter.opened_by),
        at=at,
    )


def _written(matter: Matter, scene: Scene, at: datetime) -> None:
    """Somebody asks the portal first, where they did, and then a representative."""
    by = scene.asker(matter)
    contact, question = None, None
    if matter.asked:
        contact, question, at = _asked(matter.asked, matter.language, by, at)
    customer = scene.customer(matter)
    scene.cases[matter.key] = open_case(
        text=matter.words,
        topic=matter.topic,
        subject=matter.subject,
        name=customer.name if customer is not None else "",
        email=scene.address(matter),
        language=matter.language,
        question=question,
        contact=contact,
        access_code=matter.access_code or secret_code(),
        by=by,
        at=at,
    )


def _decides(decision: Decision, scene: Scene) -> Callable[[datetime], None]:
    def happens(at: datetime) -> None:
        gap = KnowledgeGap.objects.get(question=scene.questions[decision.visit])
        close_gap(gap=gap, decision="declined", reason=decision.reason, by=scene.actor(decision.who), at=at)

    return happens
