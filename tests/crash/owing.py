"""What the office owes when a worker is killed: mail to send, messages to hold and to give back."""

import datetime as dt
import secrets

from django.db import transaction

from frontoffice.authority.actions.approving import decline
from frontoffice.authority.actions.issuing_tokens import issue_token
from frontoffice.authority.models import Approval, StaffMember
from frontoffice.cases.actions.doing_many import prepare_many, start_many
from frontoffice.cases.actions.keeping_triggers import draft_trigger, publish_trigger
from frontoffice.cases.models import TriggerOn
from frontoffice.correspondence.actions.drafting import draft
from frontoffice.correspondence.actions.releasing import release, send_out
from frontoffice.correspondence.events import MessageReleased
from frontoffice.correspondence.models import Message
from frontoffice.foundation import clock
from frontoffice.foundation.actors import Actor, service, visitor
from frontoffice.foundation.events import Told, reacts_to
from frontoffice.foundation.models import Delivery, Unit
from frontoffice.representative.actions.switching import set_up, switch_on
from frontoffice.webhooks import schedules, signing
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.actions.switching import end
from frontoffice.webhooks.models import Subscription
from tests.cases import making as of_cases
from tests.factories import staff
from tests.representative import making

RELEASE = "correspondence.release"
COUNTED = "counted message "
TOKEN = "a-token-of-the-crash-tests"


@reacts_to(MessageReleased)
def count(event: MessageReleased, *, by: Actor, at: dt.datetime, told: Told) -> None:
    """Told twice, it would count twice: what keeps it to once is the delivery alone."""
    Unit.objects.create(code=secrets.token_hex(10), name=f"{COUNTED}{event.message_id}")


def office() -> None:
    """Who writes, who may only ask, and who decides; the writer has a token."""
    at = clock.now()
    writer = staff("Writer", grants=[RELEASE, "authority.issue_token"], at=at)
    staff("Asker", asks=[RELEASE], at=at)
    staff("Reader", grants=[RELEASE, "authority.approve", "authority.decline"], at=at)
    issue_token(
        secret=TOKEN,
        name="crash",
        scopes=["*"],
        expires_at=at + dt.timedelta(days=1),
        by=writer.actor,
        at=at,
    )


def work(mails: int, holds: int, returns: int) -> None:
    """So many mails to send, so many drafts asked for at another edge to hold, so many held ones to give back."""
    for _ in range(mails):
        released()
    for _ in range(holds):
        asked()
    for _ in range(returns):
        declined()


def work_uncounted(mails: int, holds: int, returns: int) -> None:
    """The same for a worker that does not know of `count`."""
    work(mails, holds, returns)
    Delivery.objects.filter(reaction="crash.count").delete()


def representative() -> None:
    """Texts in force, and an automated colleague that is switched on, whose drafts wait for a person."""
    making.agency()
    making.library()
    at = clock.now()
    chief = staff("Chief", grants=["representative.set_up", "representative.switch_on"], at=at).actor
    post = set_up(staff_member=making.member(at=at), by=chief, at=at)
    switch_on(post=post, by=chief, at=at)


def inquiries(count: int) -> None:
    """So many inquiries of visitors, half of them without an answer in our texts."""
    for number in range(count):
        words = "Can I bring my tortoise to the aquarium?" if number % 2 else making.FEE
        making.inquiry(words, by=visitor(secrets.token_hex(8)), at=clock.now())


def drafted(count: int) -> None:
    """Drafts that nobody has asked to send."""
    for _ in range(count):
        _draft(_actor("Writer"))


def released() -> None:
    by = _actor("Writer")
    with transaction.atomic():
        send_out(_draft(by), by=by, at=clock.now())


def asked() -> None:
    by = _actor("Asker")
    release(message=_draft(by), by=by, at=clock.now())


def declined() -> None:
    by = _actor("Asker")
    with transaction.atomic():
        message = send_out(_draft(by), by=by, at=clock.now())
    approval = Approval.objects.get(subject_kind="correspondence.message", subject_id=message.pk)
    decline(approval=approval, reason="Say it more simply.", by=_actor("Reader"), at=clock.now())


def _draft(by: Actor) -> Message:
    with transaction.atomic():
        return draft(
            to_name="Jordan Ellis",
            to_address="jordan@example.org",
            channel="email",
            subject="Your question",
            body="Bring the old license.",
            by=by,
            at=clock.now(),
        )


def _actor(name: str) -> Actor:
    return StaffMember.objects.select_related("actor").get(actor__name=name).actor


def many(count: int) -> None:
    """A trigger that notes each new case, so many new cases, and a note for all of them at once that is begun."""
    at = clock.now()
    powers = ["cases.note", "cases.reply", "cases.prepare_many", "cases.start_many", "cases.publish_trigger"]
    lead = staff("Lead", grants=powers, at=at).actor
    writer = staff("Clerk", grants=["cases.draft_trigger"], at=at).actor
    of_cases.topic()
    acts = '[{"act": "note", "given": {"text": "By the trigger."}}]'
    drafted_one = draft_trigger(
        name="Of each", on=TriggerOn.OPENED, conditions="{}", acts=acts, by=writer, at=at
    )
    publish_trigger(version=drafted_one, by=lead, at=at)
    cases = [of_cases.case(at=clock.now()) for _number in range(count)]
    given = '{"text": "By hand."}'
    bulk = prepare_many(act="note", given=given, cases=cases, by=lead, at=clock.now())
    start_many(bulk=bulk, by=lead, at=clock.now())


def subscription(port: int) -> None:
    """A program at that port of this machine is told when its owner gets a token."""
    owner = StaffMember.objects.filter(actor__name="Subscriber").first()
    if owner is None:
        powers = ["webhooks.subscribe", "webhooks.end", "authority.issue_token"]
        owner = staff("Subscriber", grants=powers, at=clock.now())
    subscribe(
        name="Receiver",
        url=f"http://127.0.0.1:{port}/told",
        kinds=["authority.TokenIssued"],
        secret=signing.new_secret(),
        by=owner.actor,
        at=clock.now(),
    )


def units_of_news(number: int) -> None:
    """So many events that its owner may see."""
    at = clock.now()
    by = StaffMember.objects.get(actor__name="Subscriber").actor
    for _ in range(number):
        issue_token(
            secret=secrets.token_hex(20),
            name="news",
            scopes=["*"],
            expires_at=at + dt.timedelta(days=1),
            by=by,
            at=at,
        )


def tell_programs(seconds: int) -> None:
    """The worker's part, so many seconds from now."""
    schedules.tell_programs(by=service("webhooks"), at=clock.now() + dt.timedelta(seconds=seconds))


def end_subscription() -> None:
    row = Subscription.objects.get(state="active")
    end(subscription=row, by=row.owner.actor, at=clock.now())
