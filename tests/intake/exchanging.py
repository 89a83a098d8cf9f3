"""An exchange by mail: what we sent as it went out, and the answer to it."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

from frontoffice.cases.actions.replying import reply
from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Message
from frontoffice.foundation import files
from frontoffice.intake.models import Incoming
from tests import factories
from tests.factories import NOW
from tests.intake.making import work
from tests.intake.real_mail import mail


def sent(message: Message) -> EmailMessage:
    """The mail as it goes out."""
    assert message.eml is not None
    with files.open_bytes(message.eml) as content:
        read: Any = BytesParser(policy=default).parse(content)
    return read  # type: ignore[no-any-return]


def acknowledged(case: Case) -> EmailMessage:
    return sent(Message.objects.get(thread=f"case:{case.pk}", by__key="service:intake"))


def replied(case: Case, text: str = "Come to the counter with a passport.", **given: Any) -> EmailMessage:
    by = factories.representative().actor
    reply(case=case, text=text, by=by, at=NOW, **given)
    work()
    return sent(Message.objects.filter(thread=f"case:{case.pk}", by=by).latest("pk"))


def answer_to(sent: EmailMessage, **given: str) -> EmailMessage:
    told = {"subject": f"Re: {sent['Subject']}", "to": sent["Reply-To"], "text": "Which counter?"}
    headers = {"In_Reply_To": sent["Message-ID"], "References": sent["Message-ID"]}
    return mail(**(told | headers | given))


def case_of(incoming: Incoming) -> Case:
    assert incoming.case is not None
    return incoming.case
