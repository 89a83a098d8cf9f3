"""Face to face with a hostile customer: warned before, colleagues at one's side, on record after."""

import datetime as dt

import pytest
from django.test import Client

from frontoffice.authority.models import StaffMember
from frontoffice.customers.actions.registering import register
from frontoffice.customers.models import BackupCall, Caution, Incident
from frontoffice.foundation import clock
from tests import factories
from tests.duties.working import Representative
from tests.portal.making import text_of


def signed_in(member: StaffMember) -> Client:
    client = Client()
    client.force_login(member.user)  # type: ignore[arg-type]
    return client


@pytest.mark.duty("onet.21")
def test_a_hostile_customer_is_met_with_warning_and_back_up_and_what_happened_is_on_record(
    dana: Representative, member: StaffMember
) -> None:
    now = clock.now()
    ruth = signed_in(factories.representative("Ruth Okafor", username="ruth", at=now))
    boss = signed_in(factories.supervisor("Gordon Pike", username="gordon", at=now))
    ray = register(name="Ray Stone", by=member.actor, at=now)
    page = f"/customers/{ray.reference}/"
    dana.post("/contacts/begin/", {"customer": ray.reference, "channel": "counter"})

    # He shouts; one key calls the colleagues, whose screens show it within seconds.
    dana.post("/customers/backup/call/", {"customer": ray.reference})
    notice = text_of(ruth.get("/customers/backup/watch/"))
    assert "Dana Whitfield asks for back-up" in notice
    call = BackupCall.objects.get()
    ruth.post(f"/customers/backup/{call.reference}/answer/", {"do": "coming"})
    assert "Ruth Okafor" in text_of(dana.get("/customers/backup/watch/"))
    dana.post(f"/customers/backup/{call.reference}/answer/", {"do": "over"})

    # Afterwards it is put on record, and whoever meets him next is warned, until the caution ends.
    when = now.astimezone(member.office.zone) - dt.timedelta(minutes=5)
    what = {"place": "Window 3", "what": "Shouted and threw a pen.", "present": "Dana and Ruth"}
    what |= {"happened_on": when.date().isoformat(), "happened_time": when.strftime("%H:%M")}
    assert dana.post(f"{page}incident/", what).status_code == 302
    assert Incident.objects.get().injured is False
    given = {
        "kind": "hostile",
        "text": "Shouted at the counter. Meet him in pairs.",
        "viewers": "staff",
        "review_by": (when.date() + dt.timedelta(days=30)).isoformat(),
        "last": (when.date() + dt.timedelta(days=60)).isoformat(),
    }
    assert dana.post(f"{page}caution/", given).status_code == 302
    assert "Meet him in pairs." in text_of(dana.get(page))
    caution = Caution.objects.get()
    boss.post(f"/customers/cautions/{caution.reference}/", {"decision": "end", "reason": "He apologized."})
    assert "Meet him in pairs." not in text_of(dana.get(page))
