"""The demonstration with a visitor in it: enough for every screen to have something to show."""

import datetime as dt
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie

from django.test import Client

from demo import loading
from frontoffice.authority.actions.acting_for import name_acting
from frontoffice.authority.actions.certifying import award_certification, define_certification
from frontoffice.authority.actions.declaring import declare_interest
from frontoffice.authority.actions.granting import grant, restrict
from frontoffice.authority.auditing.looking import looked
from frontoffice.authority.auditing.patterns import Found, note
from frontoffice.authority.models import (
    Approval,
    CompensatingReview,
    Grant,
    Relation,
    SmallOffice,
    StaffMember,
)
from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case
from frontoffice.contacts.actions.releasing_information import release_information
from frontoffice.contacts.actions.taking_contacts import begin, end
from frontoffice.contacts.actions.verifying import verify_identity
from frontoffice.contacts.models import Channel, Outcome
from frontoffice.correspondence.models import Message, OutboxItem
from frontoffice.customers.actions.calling_for_backup import call_for_backup
from frontoffice.customers.actions.cautioning import place_caution, record_incident
from frontoffice.customers.models import Party
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.interpreting import interpret
from frontoffice.knowledge.models import Interpretation, KnowledgeGap
from frontoffice.representative.models import Attempt
from frontoffice.supervision.actions.disputing import dispute
from frontoffice.supervision.actions.drawing_reviews import draw
from frontoffice.supervision.actions.reviewing import review
from frontoffice.supervision.models import Kind, Review, ReviewShare, ShareProposal
from frontoffice.supervision.shipped import rule_of
from tests.access import imported
from tests.factories import today
from tests.portal.making import ANSWERED, UNANSWERED, Visitor, passage, work
from tests.portal.test_asking_a_representative import pdf


@dataclass(frozen=True)
class World:
    """Where things are, and the cookies of each role."""

    cookies: dict[str, "SimpleCookie"]
    conversation: str
    own_case: str
    open_case: str
    resolved_case: str
    gap: str
    approval: str
    messages: list[str]
    held_message: str
    attempts: list[str]
    kept_mail: str
    customer: str
    finding: str
    contact: str
    grant: str
    certification: str
    done_alone: str
    acting: str
    reading: str
    caution: str
    incident: str
    colleague: str
    reviews: list[str]

    def of_dana(self, act: str) -> str:
        """A page about the powers of the representative."""
        dana = StaffMember.objects.get(user__username="dana")
        return f"/authority/staff/{dana.reference}/{act}"

    def desk(self, act: str, *cases: str) -> list[str]:
        return [f"/desk/cases/{case}/{act}" for case in cases]


def made() -> World:
    """Load the demonstration and let a visitor ask, go on to a representative, and get an answer."""
    loading.load(at=clock.now())
    work()
    visitor = Visitor()
    conversation = _asks(visitor)
    own_case = visitor.open_case(topic="license-replacement", file=pdf()).url.removesuffix("done/")
    imported.bring_in_pages()
    dana = StaffMember.objects.get(user__username="dana")
    seen = Case.objects.get(reference=own_case.split("/")[2])
    reply(case=seen, text="Here is the rule. [1]", passages=[passage()], by=dana.actor, at=clock.now())
    work()
    return _world(visitor, conversation, own_case)


def _asks(visitor: Visitor) -> str:
    """A conversation with an answer that helped, one that did not, and none."""
    conversation = str(visitor.ask(ANSWERED).url).split("#")[0]
    visitor.fill(conversation, action=f"{conversation}needed/", useful="no")
    visitor.fill(conversation, action="", question="And what does it cost?")
    visitor.fill(conversation, action="", question="Thank you!")
    visitor.fill(conversation, action="", question=UNANSWERED)
    return conversation


def _world(visitor: Visitor, conversation: str, own_case: str) -> World:
    unit = StaffMember.objects.get(user__username="dana").unit
    of_dana = Case.objects.filter(unit=unit).order_by("-pk")
    held = Message.objects.filter(status="held").order_by("pk").first()
    statuses = Message.objects.order_by("status", "pk").values_list("status", "reference")
    waiting = (
        Approval.objects.filter(status="waiting", action="correspondence.release").order_by("pk").first()
    )
    of_unit = Attempt.objects.filter(decision="", case__unit=unit)  # a draft that waits first
    assert held is not None
    assert waiting is not None
    return World(
        cookies={
            "visitor": visitor.cookies,
            "representative": _signed_in("dana"),
            "supervisor": _signed_in("gordon"),
        },
        conversation=conversation,
        own_case=own_case,
        open_case=of_dana.exclude(status="resolved").filter(assignee__isnull=False)[0].reference,
        resolved_case=of_dana.filter(status="resolved")[0].reference,
        gap=KnowledgeGap.objects.filter(status="open").latest("pk").reference,
        approval=waiting.reference,
        messages=list(dict(statuses).values()),
        held_message=held.reference,
        attempts=list(of_unit.order_by("outcome", "pk").values_list("reference", flat=True)),
        kept_mail=OutboxItem.objects.latest("pk").reference,
        customer=Party.objects.get(name="Marisol Ortega-Reyes").reference,
        finding=_finding(Party.objects.get(name="Marisol Ortega-Reyes")),
        contact=_contact(),
        grant=_power_given(),
        certification=_certified(),
        done_alone=_done_alone(),
        acting=_acting(),
        **_hostile(),
        colleague=StaffMember.objects.get(user__username="dana").reference,
        reviews=_reviews(),
        reading=_reading(of_dana.exclude(status="resolved").filter(assignee__isnull=False)[0].number),
    )


def _contact() -> str:
    """Dana is on the telephone with a customer, who was verified and told something."""
    dana = StaffMember.objects.get(user__username="dana").actor
    marisol, now = Party.objects.get(name="Marisol Ortega-Reyes"), clock.now()
    contact = begin(channel=Channel.PHONE, customer=marisol, by=dana, at=now)
    given = {"contact": contact, "customer": marisol, "by": dana, "at": now}
    verify_identity(method="sent_code", evidence="call_back", **given)
    release_information(items=["address", "cases"], **given)
    return contact.reference


def _reading(matter: str) -> str:
    """Gordon read a rule for a case."""
    gordon = StaffMember.objects.get(user__username="gordon").actor
    made = interpret(
        passage=passage(),
        question="Is a card that a dog chewed damaged or lost?",
        reading="It is damaged: the old card is handed in.",
        reasons="The rule parts cards that are there from cards that are not.",
        matter=matter,
        by=gordon,
        at=clock.now(),
    )
    assert isinstance(made, Interpretation)
    return made.reference


def _hostile() -> dict[str, str]:
    """A customer was hostile; Tomas placed a caution, Dana recorded what happened and calls for a colleague."""
    dana, tomas = (StaffMember.objects.get(user__username=name).actor for name in ("dana", "tomas"))
    now = clock.now()
    party = Party.objects.get(name="Marisol Ortega-Reyes")
    caution = place_caution(
        party=party,
        kind="hostile",
        text="Shouted. Meet in pairs.",
        review_by=today() + dt.timedelta(days=29),
        until=now + dt.timedelta(days=30),
        by=tomas,
        at=now,
    )
    incident = record_incident(
        party=party, happened_at=now, place="Window 3", what="Threw a pen.", by=dana, at=now
    )
    call_for_backup(by=dana, at=now)
    return {"caution": caution.reference, "incident": incident.reference}


def _acting() -> str:
    """Dana is asked to act for Gordon, who is away for a week."""
    gordon, dana = (StaffMember.objects.get(user__username=name) for name in ("gordon", "dana"))
    now = clock.now()
    given = {"absent": gordon, "deputy": dana, "handover": "The monthly figures are due on Friday."}
    until = now + dt.timedelta(days=7)
    return name_acting(**given, until=until, by=gordon.actor, at=now).reference


def _reviews() -> list[str]:
    """Two of Dana's calls that were looked at, one of them disputed, and one that is still to be; in this order."""
    dana, gordon, ruth = (StaffMember.objects.get(user__username=name) for name in ("dana", "gordon", "ruth"))
    at = clock.now()
    by = gordon.actor
    ReviewShare.objects.create(
        staff_member=dana, kind=Kind.CONTACTS, share=1, before=0, reason="All", from_at=at, set_by=by
    )
    for _number in range(3):
        call = begin(channel=Channel.PHONE, purposes=["license-replacement"], by=dana.actor, at=at)
        end(contact=call, outcome=Outcome.ANSWERED, by=dana.actor, at=at)
    draw(kind=Kind.CONTACTS, by=service("supervision"), at=clock.now())
    drawn = list(Review.objects.filter(staff_member=dana, kind=Kind.CONTACTS).order_by("pk"))[-3:]
    for one, found in zip(drawn[:2], ([], ["privacy", "tone"]), strict=True):
        review(review=one, findings=found, comments="See the rule.", by=ruth.actor, at=clock.now())
    dispute(review=drawn[1], reason="I asked for the date of birth.", by=dana.actor, at=clock.now())
    figures = {"looked_at": 40, "with_errors": 1, "critical": 0, "low": "0.004", "high": "0.129"}
    moved = {"from_share": 1, "to_share": "0.5", "rule": rule_of(Kind.CONTACTS, by=by, at=at)}
    ShareProposal.objects.create(
        staff_member=dana, kind=Kind.CONTACTS, since=at, proposed_at=at, **figures, **moved
    )
    return [drawn[1].reference, drawn[0].reference, drawn[2].reference]


def _finding(party: Party) -> str:
    """Dana looked at somebody who might be close to her."""
    dana, at = StaffMember.objects.get(user__username="dana").actor, clock.now()
    access = looked(party, by=dana, at=at)
    assert access is not None
    found = note(Found("same_name", access, "customers.party", party.pk), actor=dana, at=at)
    assert found is not None
    return found.reference


def _power_given() -> str:
    """The supervisor gives the representative a power and narrows another; where the first is revoked."""
    dana, gordon = (StaffMember.objects.get(user__username=name) for name in ("dana", "gordon"))
    given = {"staff_member": dana, "by": gordon.actor, "at": clock.now()}
    power = grant(action="authority.decline", reason="While Ruth is away", **given)
    assert isinstance(power, Grant)
    restrict(action="customers.end_contact_point", reason="Until the course is done", **given)
    return f"/authority/grants/{power.reference}/end/"


def _certified() -> str:
    """The representative holds a certification; where it is withdrawn."""
    dana, gordon = (StaffMember.objects.get(user__username=name) for name in ("dana", "gordon"))
    by, now = gordon.actor, clock.now()
    kind = define_certification(code="title-fraud", name="Title fraud", months=1, by=by, at=now)
    award = award_certification(staff_member=dana, kind=kind, evidence="Course of May", by=by, at=now)
    return f"/authority/certifications/{award.reference}/withdraw/"


def _done_alone() -> str:
    """The representative is involved in a matter, and did two parts alone in a small office; where that is reviewed."""
    dana, gordon = (StaffMember.objects.get(user__username=name) for name in ("dana", "gordon"))
    now = clock.now()
    declare_interest(
        kind="customers.party",
        reference=Party.objects.order_by("pk")[0].reference,
        relation=Relation.RELATIVE,
        staff_member=dana,
        by=gordon.actor,
        at=now,
    )
    SmallOffice.objects.create(
        office=dana.office,
        reason="Two people",
        from_at=now,
        until=now + timedelta(days=30),
        set_by=gordon.actor,
    )
    review = CompensatingReview.objects.create(
        actor=dana.actor,
        action="cases.reply",
        part="prepare_deposit",
        other_part="take_money",
        kind="foundation.office",
        object_id=dana.office_id,
        at=now,
    )
    return f"/authority/alone/{review.reference}/"


def _signed_in(username: str) -> "SimpleCookie":
    client = Client()
    user = StaffMember.objects.get(user__username=username).user
    assert user is not None
    client.force_login(user)
    return client.cookies
