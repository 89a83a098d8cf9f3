"""Mails for the screens of what comes in: one of each state that looks different, made when first asked for."""

from collections.abc import Callable

from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Topic
from frontoffice.foundation import clock
from frontoffice.intake.models import Incoming, Mailbox
from tests.access.world import World
from tests.intake import making
from tests.intake.real_mail import mail


def a_mailbox(_world: World) -> list[str]:
    """One that could not be read when it was last looked at."""
    return [f"/incoming/mailboxes/{_mailbox().reference}/"]


def that_came(_world: World) -> list[str]:
    """One that opened a case of the representative's unit, and a held one, also with its headers."""
    if not Incoming.objects.exists():
        mailbox, at = _mailbox(), clock.now()
        making.kept(mailbox, mail(text="My card is lost.\n\nOn Nov 2 Dana wrote:\n> Which card?"), at=at)
        making.kept(mailbox, mail(Precedence="bulk"), at=at)
        making.work(clock.now())
    found = [f"/incoming/{one.reference}/" for one in Incoming.objects.order_by("pk")]
    return [*found, f"{found[0]}?headers=1"]


def the_lists(world: World) -> list[str]:
    """What needs a person, and all, with something in them."""
    that_came(world)
    return ["/incoming/", "/incoming/?show=all"]


def _mailbox() -> Mailbox:
    found = Mailbox.objects.first()
    if found is None:
        unit = StaffMember.objects.get(user__username="dana").unit
        topic = Topic.objects.filter(unit=unit, active=True).order_by("pk")[0]
        found = making.mailbox(topic=topic.code)
    trouble = "Nobody listens at localhost, port 1."
    Mailbox.objects.filter(pk=found.pk).update(polled_at=clock.now(), error=trouble)
    return found


STAFF, LEADS = ("representative", "supervisor"), ("supervisor",)
SCREENS: dict[str, tuple[tuple[str, ...], Callable[[World], list[str]]]] = {
    "/incoming/": (STAFF, the_lists),
    "/incoming/mailboxes/": (LEADS, lambda _world: ["/incoming/mailboxes/"]),
    "/incoming/mailboxes/new/": (LEADS, lambda _world: ["/incoming/mailboxes/new/"]),
    "/incoming/mailboxes/<str:reference>/": (LEADS, a_mailbox),
    "/incoming/<str:reference>/": (STAFF, that_came),
}
