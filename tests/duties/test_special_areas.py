"""Special areas: what takes a certification is done by those who hold one, as long as it lasts."""

import datetime as dt

import pytest

from frontoffice.authority.models import Certification, CertificationKind, Grant, StaffMember
from frontoffice.cases.models import Case
from frontoffice.foundation import clock
from tests.duties.working import Representative
from tests.factories import staff
from tests.portal.making import Visitor, only_case, text_of

CHIEF = [
    "authority.define_certification",
    "authority.award_certification",
    "authority.withdraw_certification",
    "authority.restrict",
    "authority.grant",
    "authority.revoke",
    "cases.resolve",
]


def only_with_the_certification(gordon: Representative, member: StaffMember) -> None:
    """The area is named, and resolving is Dana's only with the certification for it."""
    defined = {"code": "title-fraud", "name": "Title fraud", "months": "12"}
    assert gordon.post("/authority/certifications/define/", defined).status_code == 302
    now = clock.now()
    Grant.objects.filter(actor=member.actor, action="cases.resolve").update(
        revoked_at=now, revoked_by=staff("Boss", at=now).actor
    )
    given = {"action": "cases.resolve", "certification": "title-fraud", "reason": "Title desk"}
    answer = gordon.post(f"/authority/staff/{member.reference}/give/", given)
    assert answer.status_code == 302


def a_year_on_it_is_renewed(
    visitor: Visitor, member: StaffMember, case: Case, award: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has lapsed: not even the form opens, and the list of those to renew names Dana."""
    later = clock.now() + dt.timedelta(days=366)
    monkeypatch.setattr(clock, "now", lambda: later)
    late, chief = Representative().sign_in("dana"), Representative().sign_in("gordon")
    visitor.open_case(text="And this one?")
    other = Case.objects.latest("pk")
    late.take(other)
    refused = late.get(f"/desk/cases/{other.reference}/resolve/")
    assert refused.status_code == 403
    assert "Yours has lapsed. Have it renewed." in text_of(refused)
    assert member.actor.name in text_of(chief.get("/authority/certifications/"))
    renewal = award | {"evidence": "Refresher"}
    assert (
        chief.post(f"/authority/staff/{member.reference}/certify/?kind={award['kind']}", renewal).status_code
        == 302
    )
    late.resolves(other)
    first, second = Certification.objects.order_by("pk")
    assert (first.renews, second.renews) == (None, first)


@pytest.mark.duty("onet.23")
def test_a_special_area_is_open_to_whoever_is_certified_until_it_lapses_and_again_once_renewed(
    visitor: Visitor, dana: Representative, member: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff("Gordon Bell", grants=CHIEF, username="gordon", at=clock.now())
    gordon = Representative().sign_in("gordon")
    visitor.open_case(text="Is my title a forgery?")
    case = only_case()
    dana.take(case)

    page = f"/authority/staff/{member.reference}/"
    only_with_the_certification(gordon, member)

    # Before: the button says what is missing, and so does the refusal.
    assert "It takes the power" in text_of(dana.get(f"/desk/cases/{case.reference}/resolve/"))
    why = text_of(
        dana.get(f"/authority/powers/why/cases.resolve/?kind=cases.case&reference={case.reference}")
    )
    assert "It takes the certification “Title fraud”. You never held it." in why
    assert "Gordon Bell" in why

    # Awarded: it works, and the days left are on Dana's own page.
    kind = CertificationKind.objects.get()
    award = {"kind": kind.reference, "evidence": "Course of the state police"}
    assert gordon.post(f"{page}certify/", award).status_code == 302
    assert "365 days left" in text_of(dana.get("/authority/mine/"))
    dana.resolves(case)
    a_year_on_it_is_renewed(visitor, member, case, award, monkeypatch)
