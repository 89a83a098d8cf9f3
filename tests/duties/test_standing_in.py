"""Standing in for the supervisor: named, accepted, done in both names, handed back."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.models import ActingTerm, StaffMember
from frontoffice.foundation import clock
from frontoffice.foundation.models import Event
from frontoffice.knowledge.models import ArticleVersion
from tests import factories
from tests.duties.working import Representative
from tests.portal.making import text_of


@pytest.mark.duty("onet.25")
def test_a_representative_stands_in_for_the_supervisor_for_a_dated_time_in_both_names(
    dana: Representative, member: StaffMember
) -> None:
    yesterday = clock.now() - dt.timedelta(days=1)
    gordon = factories.supervisor("Gordon Pike", username="gordon", at=yesterday)
    boss = Client()
    boss.force_login(gordon.user)  # type: ignore[arg-type]
    today = clock.today_in(gordon.office.zone, clock.now())
    named = {
        "absent": gordon.reference,
        "deputy": member.reference,
        "first": today.isoformat(),
        "last": today.isoformat(),
        "handover": "One page waits to be published.",
    }
    draft = ArticleVersion.objects.create(
        **{
            field.name: getattr(ArticleVersion.objects.filter(status="published")[0], field.name)
            for field in ArticleVersion._meta.concrete_fields
            if field.name not in {"id", "reference", "number", "status", "published_by", "published_at"}
        },
        number=99,
    )
    publish = f"/knowledge/articles/{draft.article.slug}/publish/"
    which = {"version": "99", "language": draft.language}
    assert dana.post(publish, which).status_code == 403, "her own post does not carry it"

    page = boss.post("/authority/acting/", named).url  # type: ignore[attr-defined]
    assert dana.post(publish, which).status_code == 403, "nor does being named, before she accepts"
    dana.post(f"{page}answer/", {"answer": "accept"})
    assert "One page waits to be published." in text_of(dana.get(page))
    assert dana.post(publish, which).status_code == 302
    event = Event.objects.filter(name="knowledge.VersionPublished").latest("pk")
    assert (event.by, event.acting_for) == (member.actor, gordon.actor)

    boss.post(f"{page}answer/", {"answer": "end"})
    assert dana.post(publish, which).status_code == 403
    assert ActingTerm.objects.get().ended_by == gordon.actor
