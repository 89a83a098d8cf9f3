"""What the tests of pages start from: people signed in, pages opened and forms sent, messages in trouble."""

from typing import Any

from django.test import Client
from django.urls import reverse

from frontoffice.correspondence.actions import dispatching
from frontoffice.correspondence.models import Message
from frontoffice.foundation.actors import service
from tests.correspondence.letters import RELEASE, sent_out
from tests.factories import NOW, staff

ALL = [RELEASE, "correspondence.revise", "correspondence.resolve_inconclusive", "correspondence.send_again"]


def signed_in(*grants: str, asks: list[str] | None = None, name: str = "Ruth Okafor") -> Client:
    member = staff(name, grants=grants, asks=asks or [], username=f"user-{name.split()[0]}-{len(grants)}")
    made = Client()
    assert member.user is not None
    made.force_login(member.user)
    return made


def page(client: Client, name: str, *arguments: Any, query: str = "") -> str:
    answer = client.get(reverse(f"correspondence:{name}", args=arguments) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(client: Client, name: str, message: Message, **data: Any) -> Any:
    return client.post(reverse(f"correspondence:{name}", args=[message.reference]), data)


def failed(**given: Any) -> Message:
    message = sent_out(**given)
    dispatching.give_up(message.pk, "550 No such mailbox", by=service("correspondence"), at=NOW)
    message.refresh_from_db()
    return message


def inconclusive(**given: Any) -> Message:
    message = sent_out(**given)
    dispatch = dispatching.begin(message.pk, transport="smtp", open_until=NOW, at=NOW)
    assert dispatch is not None
    dispatching.take_up(message.pk, by=service("correspondence"), at=NOW)
    message.refresh_from_db()
    return message


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message
