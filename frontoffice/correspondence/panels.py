"""What somebody who decides about a message has to read, and what it belongs to in the rooms above."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from frontoffice.authority.models import Approval
from frontoffice.authority.panels import Facts, panel
from frontoffice.correspondence.models import Message
from frontoffice.correspondence.permissions import RELEASE
from frontoffice.correspondence.queries import with_content

Origin = tuple[str, str]
_ORIGINS: list[Callable[[Message], Origin | None]] = []


def add_origin(finds: Callable[[Message], Origin | None]) -> None:
    """Declare how to find what a message belongs to, as (name, address); rooms above do so when their app is ready."""
    if finds not in _ORIGINS:
        _ORIGINS.append(finds)


def origin_of(message: Message) -> Origin | None:
    """What the message belongs to: the case that it answers."""
    return next((found for found in (finds(message) for finds in _ORIGINS) if found is not None), None)


@panel(RELEASE)
def message_facts(approval: Approval) -> Facts:
    """To whom, what, on what grounds, with which files."""
    if approval.subject_id is None:
        return []
    message = with_content(Message.objects.filter(pk=approval.subject_id)).first()
    if message is None:
        return []
    facts = [
        (_("To"), f"{message.to_name} {message.to_address}".strip()),
        (_("Subject"), message.subject),
        (_("Message"), message.body),
    ]
    for citation in message.citations.all():
        version = citation.passage.version
        label = _("Source %(number)s") % {"number": citation.position}
        facts.append((label, f"{version.title} {version.citation}".strip()))
    files = [enclosure.file.name for enclosure in message.enclosures.all()]
    return [*facts, (_("Enclosed"), "\n".join(files))] if files else facts
