"""What a service brought in: a changed text and a new one, not decided on."""

import json

from frontoffice.foundation import clock
from frontoffice.foundation.actors import service
from frontoffice.knowledge.actions.bringing_in import bring_in
from frontoffice.knowledge.models import Import


def bring_in_pages() -> None:
    """A page that would change, one that is new, and one that could not be read."""
    changed = {"slug": "renew-driver-license", "title": "Renew", "body": "Other words."}
    bring_in(
        source="Saved pages",
        texts=[json.dumps(changed), json.dumps(changed | {"slug": "new-page"})],
        problems=["page.pdf: is damaged"],
        by=service("knowledge"),
        at=clock.now(),
    )


def address(*, text: bool = False) -> str:
    """The page of the import, or of its first text."""
    one = Import.objects.get(source="Saved pages")
    return f"/knowledge/imports/{one.reference}/{f'{one.texts.all()[0].reference}/' if text else ''}"
