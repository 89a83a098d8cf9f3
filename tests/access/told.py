"""A program that is told, with notifications of each kind in its record."""

from frontoffice.authority.models import StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.webhooks import delivering, signing
from frontoffice.webhooks.actions.sending_again import try_out
from frontoffice.webhooks.actions.subscribing import subscribe
from frontoffice.webhooks.models import Subscription
from frontoffice.webhooks.reaching import Answered


def made() -> Subscription:
    """Made where it is not there yet; one arrived, one did not, one waits."""
    there = Subscription.objects.filter(state="active").first()
    if there is not None:
        return there
    owner = StaffMember.objects.get(user__username="gordon")
    at, by = clock.now(), service("webhooks")
    row = subscribe(
        name="Case mirror of the data office",
        url="https://hooks.example.org/told?key=k",
        kinds=["cases.CaseOpened", "cases.CaseResolved"],
        secret=signing.new_secret(),
        by=owner.actor,
        at=at,
    )
    for outcome in (Answered(204, "", None), "It took too long.", None):
        try_out(subscription=row, by=owner.actor, at=at)
        for one in delivering.claim([row.pk], at=at) if outcome is not None else ():
            delivering.record(one, outcome or "", 120, by=by, at=at)
    return row


def address(more: str = "") -> str:
    return f"/webhooks/{made().reference}/{more}"


OPEN = {
    "/webhooks/<str:reference>/": lambda world: [address(), address("?show=given_up")],
    "/webhooks/<str:reference>/change/": lambda world: [address("change/")],
    "/webhooks/<str:reference>/secret/": lambda world: [address("secret/")],
}
