"""The agency of the measurement: four units, sixteen colleagues with sign-ins and tokens, and a few topics."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.management import call_command
from django.db import transaction

from frontoffice.authority.actions.adopting import change_supervision
from frontoffice.authority.actions.appointing import appoint
from frontoffice.authority.actions.issuing_tokens import EVERYTHING, issue_token
from frontoffice.authority.models import Level, StaffMember, Standing, User
from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.cases.models import Topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import Actor, service
from frontoffice.foundation.models import Agency, Office, Unit

NAME = "Agency of the measurement"
UNITS, COLLEAGUES, TOPICS = 4, 16, 12


class HoldsOtherData(Exception):
    """The configured database is somebody's; a measurement does not write into it."""


@dataclass(frozen=True)
class Colleague:
    """Who asks: how they sign in, and the token of their program."""

    username: str
    password: str
    token: str
    unit: int
    actor: int


def check_is_ours() -> None:
    """Raises HoldsOtherData unless the database is empty or was filled by this measurement."""
    if Agency.objects.exclude(name=NAME).exists():
        raise HoldsOtherData(Agency.objects.exclude(name=NAME).values_list("name", flat=True)[0])
    if not Agency.objects.exists() and (
        User.objects.exists() or Actor.objects.exclude(kind="service").exists()
    ):
        raise HoldsOtherData("people, but no agency")


def found() -> None:
    """The agency, its units and topics, from now on; nothing where it stands already."""
    if Agency.objects.exists():
        return
    password = secrets.token_urlsafe(24)
    call_command(
        "found",
        agency=NAME,
        short_name="Bench",
        time_zone="America/Chicago",
        state="IL",
        supervisor="Supervisor",
        username="supervisor",
        password=password,
        verbosity=0,
    )
    office, at = Office.objects.get(), clock.now()
    for number in range(UNITS):
        Unit.objects.create(code=f"unit-{number}", name=f"Unit {number}", office=office)
    for number in range(TOPICS):
        define_topic(
            code=f"topic-{number}",
            name=f"Topic {number}",
            unit=f"unit-{number % UNITS}",
            service_days=5 + number,
            by=service("cases"),
            at=at,
        )
    _appoint(office, at=at)


def _appoint(office: Office, *, at: datetime) -> None:
    level = Level.objects.get(pk=StaffMember.objects.values_list("level_id", flat=True)[0])
    # Nothing waits for a reader: what is measured is writing and sending.
    change_supervision(
        level=level, share=Decimal(0), words="", reason="Measured", by=service("authority"), at=at
    )
    for number in range(COLLEAGUES):
        appoint(
            name=f"Colleague {number}",
            post="Representative",
            level=level.code,
            status=Standing.REGULAR,
            office=office.code,
            unit=f"unit-{number % UNITS}",
            username=f"colleague{number}",
            password=secrets.token_urlsafe(24),
            by=service("authority"),
            at=at,
        )


def colleagues(*, at: datetime) -> list[Colleague]:
    """Everybody's sign-in, with a new password and a new token each time: none is kept."""
    members = StaffMember.objects.select_related("actor", "user").filter(
        user__username__startswith="colleague"
    )
    return [_let_in(member, at=at) for member in members.order_by("pk")]


def _let_in(member: StaffMember, *, at: datetime) -> Colleague:
    secret, password = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    user = member.user
    if user is None:
        raise HoldsOtherData("a colleague without a sign-in")
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        issue_token(
            secret=secret,
            name="measurement",
            scopes=[EVERYTHING],
            expires_at=at + timedelta(days=1),
            by=member.actor,
            at=at,
        )
    return Colleague(user.username, password, secret, member.unit_id, member.actor_id)


def places() -> tuple[list[Topic], dict[int, list[StaffMember]]]:
    """The topics, and the colleagues of each unit."""
    members: dict[int, list[StaffMember]] = {}
    rows = StaffMember.objects.filter(user__username__startswith="colleague").select_related("actor")
    for member in rows.order_by("pk"):
        members.setdefault(member.unit_id, []).append(member)
    return list(Topic.objects.select_related("unit").order_by("pk")), members
