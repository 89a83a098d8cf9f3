"""Powers, certifications, interests and reviews owed, as the API shows them."""

from decimal import Decimal
from typing import Any

import pytest

from frontoffice.authority.answers import show
from frontoffice.authority.models import (
    Certification,
    CertificationKind,
    CompensatingReview,
    Effect,
    Grant,
    Interest,
)
from tests.factories import NOW, staff, unit

pytestmark = pytest.mark.django_db


def test_a_grant_is_shown_with_all_its_bounds_and_its_reason_only_to_whom_it_concerns() -> None:
    dana, boss = staff("Dana"), staff("Boss")
    grant = Grant.objects.create(
        actor=dana.actor,
        action="cases.assign",
        effect=Effect.NARROWS,
        unit=unit("tax"),
        review_share=Decimal("0.2"),
        reason="Private",
        from_at=NOW,
        granted_by=boss.actor,
    )
    told: dict[str, Any] = show(grant, by=dana.actor)
    assert (told["holder"], told["effect"], told["unit"], told["review_share"]) == (
        "Dana",
        "narrows",
        "tax",
        "0.2",
    )
    assert told["reason"] == show(grant, by=boss.actor)["reason"] == "Private"
    assert show(grant, by=staff("Other").actor)["reason"] == ""


def test_certifications_interests_and_reviews_owed_are_shown() -> None:
    dana, boss = staff("Dana"), staff("Boss")
    kind = CertificationKind.objects.create(code="scales", name="Scales")
    held = Certification.objects.create(
        kind=kind, actor=dana.actor, evidence="Course", from_at=NOW, awarded_by=boss.actor
    )
    interest = Interest.objects.create(
        actor=dana.actor,
        kind="foundation.unit",
        object_id=1,
        relation="self",
        from_at=NOW,
        declared_by=dana.actor,
    )
    review = CompensatingReview.objects.create(
        actor=dana.actor,
        action="cases.reply",
        part="prepare_deposit",
        other_part="take_money",
        kind="foundation.unit",
        object_id=1,
        at=NOW,
    )
    by = boss.actor
    assert show(kind, by=by) == {
        "reference": kind.reference,
        "code": "scales",
        "name": "Scales",
        "months": 12,
        "active": True,
    }
    assert {"kind": "scales", "holder": "Dana", "awarded_by": "Boss"}.items() <= show(held, by=by).items()
    assert {"relation": "self", "holder": "Dana"}.items() <= show(interest, by=by).items()
    owed = show(review, by=by)
    assert (owed["part"], owed["other_part"], owed["reviewed_by"]) == ("prepare_deposit", "take_money", None)
