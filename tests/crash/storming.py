"""What a storm of mails needs at the office: a topic, a mailbox on the mail server, and who set it up."""

from frontoffice.cases.actions.keeping_topics import define_topic
from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.intake.actions.setting_up import set_up_mailbox
from frontoffice.intake.models import Mailbox
from tests import factories

USER = "storm"


def mailboxes(port: int) -> None:
    """The topic and a mailbox at that port, once; later storms only name another port."""
    at = clock.now()
    factories.agency()
    define_topic(code="storm", name="Storm", unit="front", service_days=2, by=service("demo"), at=at)
    by = factories.staff("Keeper", grants=["intake.set_up_mailbox"], at=at).actor
    set_up_mailbox(
        address=f"{USER}@agency.example",
        host="localhost",
        port=port,
        security="none",
        user=USER,
        secret="storm",
        topic="storm",
        mailbox=Mailbox.objects.filter(user=USER).first(),
        by=by,
        at=at,
    )
