"""A contact in which Dana is, a call-back that she promised in it, and a customer whom she passed on."""

import datetime as dt

from frontoffice.authority.models import StaffMember
from frontoffice.contacts.actions.calling_back import promise_call_back
from frontoffice.contacts.actions.passing_on import transfer
from frontoffice.contacts.actions.taking_contacts import begin
from frontoffice.contacts.models import CallBack, Channel, Contact, Transfer
from frontoffice.foundation import clock
from frontoffice.foundation.calendars import office_hours
from tests.access import told


def going_on() -> tuple[str, str]:
    """References of both; made where they are not there yet."""
    there = CallBack.objects.filter(contact__ended_at=None).select_related("contact").first()
    if there is not None:
        return there.contact.reference, there.reference
    dana = StaffMember.objects.select_related("office__calendar").get(user__username="dana")
    now = clock.now()
    contact: Contact = begin(channel=Channel.PHONE, by=dana.actor, at=now)
    made = promise_call_back(
        contact=contact,
        due_at=office_hours(dana.office).next_opening(now + dt.timedelta(hours=2)),
        about="Whether the plates have come",
        number="202 555 0147",
        by=dana.actor,
        at=now,
    )
    return contact.reference, made.reference


def passed_on() -> str:
    """The reference of a customer whom Dana passed on to her unit; made where there is none yet."""
    there = Transfer.objects.filter(taken_as=None).first()
    if there is not None:
        return there.reference
    dana = StaffMember.objects.select_related("unit").get(user__username="dana")
    contact: Contact = begin(channel=Channel.COUNTER, by=dana.actor, at=clock.now())
    made: Transfer = transfer(
        contact=contact, unit=dana.unit.code, reason="Titles", by=dana.actor, at=clock.now()
    )
    return made.reference


STAFF_OPEN = {
    "/contacts/": lambda world: ["/contacts/", "/contacts/?whose=all&day=2020-01-01"],
    "/contacts/call-backs/<str:reference>/": lambda world: [f"/contacts/call-backs/{going_on()[1]}/"],
    "/contacts/passed-on/<str:reference>/": lambda world: [f"/contacts/passed-on/{passed_on()}/"],
}
LEADS_OPEN = {"/contacts/first-contact/": lambda world: ["/contacts/first-contact/?days=90&whose=all"]}
DANA_OPENS = {
    "/desk/contact/<str:reference>/": lambda world: [
        f"/desk/contact/{going_on()[0]}/?question=renew+my+license"
    ],
    "/desk/contact/<str:reference>/pass-on/": lambda world: [f"/desk/contact/{going_on()[0]}/pass-on/"],
}
OPEN = {
    **{url: (("representative", "supervisor"), to) for url, to in STAFF_OPEN.items()},
    **{url: (("supervisor",), to) for url, to in LEADS_OPEN.items()},
    **{url: (("representative",), to) for url, to in DANA_OPENS.items()},
    **{url: (("supervisor",), to) for url, to in told.OPEN.items()},
}
