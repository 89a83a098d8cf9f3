"""Mails for the screens of what comes in: one of each state that looks different."""

from typing import Any

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Topic
from frontoffice.foundation import clock
from frontoffice.intake.models import Incoming, Mailbox
from tests.intake import making
from tests.intake.real_mail import mail


def mails_that_came() -> dict[str, Any]:
    """A mailbox of the unit of the representative, a held mail, and one that opened a case."""
    at = clock.now()
    unit = StaffMember.objects.get(user__username="dana").unit
    topic = Topic.objects.filter(unit=unit, active=True).order_by("pk")[0]
    mailbox = making.mailbox(topic=topic.code)
    opened = making.kept(
        mailbox, mail(text="My card is lost.\n\nOn Monday, Dana wrote:\n> Which card?"), at=at
    )
    held = making.kept(mailbox, mail(Precedence="bulk"), at=at)
    making.work(clock.now())
    Mailbox.objects.filter(pk=mailbox.pk).update(polled_at=at, error="Nobody listens at localhost, port 1.")
    found = Incoming.objects.in_bulk([held.pk, opened.pk])
    return {"mailbox": mailbox.reference, "mails": [found[held.pk].reference, found[opened.pk].reference]}
