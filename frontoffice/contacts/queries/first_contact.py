"""First-contact resolution, computed from what happened and compared with what was claimed (INQ-8)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.sampling import draw
from frontoffice.contacts.models import CallBack, Contact, Direction, Purpose, Transfer

SAMPLE = 10
MOST_DRAWN_FROM = 5_000
ON_A_PAGE = 50


class Verdict(TextChoices):
    """What became of a contact."""

    HELD = "held", _("Resolved at first contact")
    REPEATED = "repeated", _("Claimed, but they came back")
    PASSED_ON = "passed_on", _("Claimed, but passed on or called back")
    UNKNOWN = "unknown", _("Claimed; nobody said who they are")
    NOT_CLAIMED = "not_claimed", _("Not claimed")


@dataclass(frozen=True)
class Figures:
    """`claimed` and `held` out of `contacts`; `unknown`: repeats can't be told without a customer on file.

    `early`: the days in which they may come back are not over.
    """

    contacts: int
    claimed: int
    held: int
    repeated: int
    passed_on: int
    unknown: int
    early: int
    audited: int
    agreed: int

    @property
    def claimed_rate(self) -> float | None:
        return self.claimed / self.contacts if self.contacts else None

    @property
    def computed_rate(self) -> float | None:
        """Among those of whom it can be told."""
        known = self.contacts - self.unknown
        return self.held / known if known else None


def judged(start: dt.datetime, end: dt.datetime, *, unit: int | None = None) -> QuerySet[Any]:
    """Contacts that ended in the period with a colleague and a purpose; each with `claimed`, `passed`, `back`."""
    purposes = Purpose.objects.filter(contact=OuterRef("pk"))
    passed = Transfer.objects.filter(contact=OuterRef("pk"))
    promised = CallBack.objects.filter(contact=OuterRef("pk"))
    found = Contact.objects.filter(
        Exists(purposes),
        direction=Direction.INBOUND,
        representative__isnull=False,
        periods__position=1,
        ended_at__gte=start,
        ended_at__lt=end,
    )
    if unit is not None:
        found = found.filter(unit=unit)
    return found.annotate(
        claimed=~Exists(purposes.filter(Q(resolved=False) | Q(resolved__isnull=True))),
        passed=Exists(passed) | Exists(promised),
        back=Exists(_repeats("customer")) | Exists(_repeats("customer__merged_into")),
    )


def _repeats(file: str) -> QuerySet[Purpose]:
    """The same customer, on the same subject, within the policy's days after the contact.

    Under the file that goes on (`customer`), or under one that was merged into it (`customer__merged_into`): asked
    apart, so that each is found by its index.
    """
    going = Coalesce(OuterRef("customer__merged_into"), OuterRef("customer"))
    same = Purpose.objects.filter(
        **{f"contact__{file}": going},
        contact__direction=Direction.INBOUND,
        contact__started_at__gt=OuterRef("ended_at"),
        contact__started_at__lte=OuterRef("ended_at") + dt.timedelta(days=settings.CONTACT_REPEAT_DAYS),
    ).exclude(contact=OuterRef("pk"))
    asked = Purpose.objects.filter(contact=OuterRef(OuterRef("pk")), topic=OuterRef("topic"))
    return same.filter(Exists(asked))


CONDITIONS = {
    Verdict.HELD: Q(claimed=True, passed=False, back=False, customer__isnull=False),
    Verdict.REPEATED: Q(claimed=True, passed=False, back=True),
    Verdict.PASSED_ON: Q(claimed=True, passed=True),
    Verdict.UNKNOWN: Q(claimed=True, passed=False, back=False, customer__isnull=True),
    Verdict.NOT_CLAIMED: Q(claimed=False),
}


def figures(found: QuerySet[Any], *, at: dt.datetime) -> Figures:
    """One query, whatever there is."""
    fresh = at - dt.timedelta(days=settings.CONTACT_REPEAT_DAYS)
    counted = {verdict.value: Count("pk", filter=condition) for verdict, condition in CONDITIONS.items()}
    row = found.aggregate(
        contacts=Count("pk"),
        claims=Count("pk", filter=Q(claimed=True)),
        early=Count("pk", filter=CONDITIONS[Verdict.HELD] & Q(ended_at__gt=fresh)),
        audited=Count("claim_audit"),
        agreed=Count("claim_audit", filter=Q(claim_audit__agrees=True)),
        **counted,
    )
    return Figures(
        contacts=row["contacts"],
        claimed=row["claims"],
        held=row[Verdict.HELD],
        repeated=row[Verdict.REPEATED],
        passed_on=row[Verdict.PASSED_ON],
        unknown=row[Verdict.UNKNOWN],
        early=row["early"],
        audited=row["audited"],
        agreed=row["agreed"],
    )


def of_verdict(found: QuerySet[Any], verdict: Verdict, *, after: int | None = None) -> list[Contact]:
    """The contacts behind a figure, the newest first, from a key on; one more than a page where there are more."""
    rows = found.filter(CONDITIONS[verdict]).select_related("customer", "representative")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.prefetch_related("purposes").order_by("-pk")[: ON_A_PAGE + 1])


def sample(found: QuerySet[Any]) -> Sequence[Contact]:
    """Ten claims of the period to look at, drawn so that nobody can steer it. Three queries."""
    claims = found.filter(claimed=True).order_by("-pk").values_list("pk", flat=True)[:MOST_DRAWN_FROM]
    drawn = sorted(claims, key=lambda pk: draw(purpose="contacts.claim", key=str(pk)))[:SAMPLE]
    rows = Contact.objects.filter(pk__in=drawn).select_related(
        "customer", "representative", "claim_audit__by"
    )
    by_pk = {one.pk: one for one in rows.prefetch_related("purposes")}
    return [by_pk[pk] for pk in drawn if pk in by_pk]
