"""To which case a mail belongs. A case number proves nothing: only a valid signature does, or that the mail follows
upon one that we really sent to its sender.
"""

from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.db.models.functions import Coalesce

from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.customers.models import ContactPoint, Party, PointKind
from frontoffice.customers.queries.together import going_on
from frontoffice.intake.models import Incoming, Mail, Mailbox, Participant


@dataclass(frozen=True)
class Match:
    """The case, and whether we have written to the sender about it, or the sender is who asked."""

    case: Case
    known: bool


def match_of(incoming: Incoming, mail: Mail) -> Match | None:
    """The case that the mail belongs to; None where it proves none."""
    for thread in mail.threads:
        case = case_of(thread)
        if case is not None:
            return Match(case, _knows(case, incoming.from_address))
    return _by_references(mail.references, incoming.from_address)


def case_of(thread: str) -> Case | None:
    """The case of a thread of correspondence (`case:4711`)."""
    kind, _colon, number = thread.partition(":")
    if kind != "case" or not number.isdecimal():
        return None
    return Case.objects.filter(pk=int(number)).first()


def _by_references(references: list[str], address: str) -> Match | None:
    sent = Message.objects.filter(
        message_id__in=references, to_address__iexact=address, released_at__isnull=False
    )
    for thread in sent.order_by("-pk").values_list("thread", flat=True):
        case = case_of(thread)
        if case is not None:
            return Match(case, known=True)
    return None


def _knows(case: Case, address: str) -> bool:
    if address == case.reply_to.lower():
        return True
    written = Message.objects.filter(thread=f"case:{case.pk}", to_address__iexact=address)
    return (
        written.exists() or (case.customer is not None and going_on(case.customer) in _parties(address))
    ) and not Participant.objects.filter(case=case, address=address).exists()


def customer_of(address: str) -> Party | None:
    """The customer whom the address names: only if it is one customer's and nobody else's (ACC-9)."""
    parties = _parties(address)
    return Party.objects.filter(pk=parties.pop()).first() if len(parties) == 1 else None


def is_ours(address: str) -> bool:
    """Whether it is the agency's own: its sender's address, or that of a mailbox, with whatever plus part."""
    wanted = bare(address)
    if wanted == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower():
        return True
    return Mailbox.objects.filter(address__iexact=wanted).exists()


def bare(address: str) -> str:
    """The address as it is compared: without its plus part, in lower case."""
    name, _at, domain = address.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def _parties(address: str) -> set[int]:
    points = ContactPoint.objects.filter(
        kind=PointKind.EMAIL, normal=address, until__isnull=True, set_aside_in__isnull=True
    )
    going = points.annotate(going=Coalesce("party__merged_into", "party")).values_list("going", flat=True)
    return set(going.distinct()[:3])
