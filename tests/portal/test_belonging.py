"""A page of help names the forms, services and other pages that belong to it."""

import pytest

from frontoffice.portal.belonging import belonging
from tests.factories import NOW
from tests.knowledge.writing import article
from tests.portal.making import Visitor, text_of

pytestmark = pytest.mark.django_db
FORMS = "DL-44 License application | https://forms.example/dl-44; DL-20 Change of address"


def test_forms_services_and_other_pages_stand_on_the_page(visitor: Visitor) -> None:
    article("plates", "Order plates.")
    article(forms=FORMS, services="Renew online | https://renew.example/", see_also="plates; nowhere")
    page = visitor.get("/help/renew-a-license/")
    html = page.content.decode()
    for words in ("DL-44 License application", "DL-20 Change of address", "Renew online", "Plates"):
        assert words in text_of(page)
    assert 'href="https://forms.example/dl-44"' in html
    assert 'href="/help/plates/"' in html
    assert "nowhere" not in html


def test_x7_an_entry_that_would_act_is_words_alone() -> None:
    version = article(forms="Click me | javascript:alert(1); Other | //evil.example/; Own | /offices/")
    told = belonging(version, on=NOW.date()).forms
    assert [(one.label, one.address) for one in told] == [
        ("Click me", ""),
        ("Other", ""),
        ("Own", "/offices/"),
    ]


def test_a_page_that_is_not_public_is_not_named() -> None:
    article("inside", "For staff.", audience="internal")
    version = article(see_also="inside")
    assert not belonging(version, on=NOW.date()).see_also
