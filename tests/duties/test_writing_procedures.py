"""Writing down the procedures by which others work: they read them, say so, and it is known who has not."""

import pytest
from django.test import Client

from frontoffice.authority.actions.approving import approve
from frontoffice.authority.models import Approval
from frontoffice.foundation import clock
from frontoffice.knowledge.models import Acknowledgment, ArticleVersion, Status
from tests import factories
from tests.duties.working import Representative
from tests.portal.making import text_of

OF = "/knowledge/articles/count-the-drawer/"
TEXT = """Two people count the drawer.

## When it differs

> [!warning] Do not even it out
> Write down the difference.
"""


def typed() -> dict[str, str]:
    return {
        "title": "Count the drawer",
        "slug": "count-the-drawer",
        "kind": "procedure",
        "audience": "internal",
        "language": "en",
        "body": TEXT,
        "effective_from": factories.today().isoformat(),
    }


@pytest.mark.duty("tx.12")
def test_a_senior_writes_a_procedure_colleagues_acknowledge_it_and_it_is_known_who_has_not(
    dana: Representative,
) -> None:
    ruth = factories.senior("Ruth Okafor", username="ruth", at=clock.now())
    factories.grant(ruth, "knowledge.publish", asks=True)
    writer, gordon = Client(), factories.supervisor("Gordon Pike", at=clock.now())
    writer.force_login(ruth.user)  # type: ignore[arg-type]
    assert writer.post("/knowledge/new/", typed()).status_code == 302
    named = {"version": "1", "language": "en"}

    # Nobody works by it until somebody who did not write it agrees.
    writer.post(f"{OF}publish/", named)
    approve(approval=Approval.objects.get(action="knowledge.publish"), by=gordon.actor, at=clock.now())
    assert ArticleVersion.objects.get(article__slug="count-the-drawer").status == Status.PUBLISHED

    # The unit is asked to read it; it stands on the list of its people until they say that they have.
    assert writer.post(f"{OF}readers/circulate/", {"unit": "front", "days": "14"}).status_code == 302
    assert "Count the drawer" in text_of(dana.get("/knowledge/mine/"))
    page = text_of(dana.get(OF))
    assert "Do not even it out" in page
    assert "You work by this text" in page
    assert dana.post(f"{OF}acknowledge/", named).status_code == 302
    assert "Nothing to read" in text_of(dana.get("/knowledge/mine/"))

    # Who has read it and who has not, and a reminder for these alone.
    said = Acknowledgment.objects.get()
    assert said.staff_member.actor.name == "Dana Whitfield"
    readers = text_of(writer.get(f"{OF}readers/"))
    assert "Not yet" in readers
    assert "Dana Whitfield" in readers
    writer.post(f"{OF}readers/remind/", named)
    reminded = ArticleVersion.objects.get(article__slug="count-the-drawer").reminders.all()
    assert "Dana Whitfield" not in {one.staff_member.actor.name for one in reminded}
    assert reminded.exists()
