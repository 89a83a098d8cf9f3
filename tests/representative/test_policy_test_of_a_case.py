"""A policy test is written from a real case in two clicks."""

import re
from html import unescape

import pytest
from django.test import Client

from frontoffice.knowledge.models import Expected, PolicyTest
from tests.representative.making import FEE, inquiry

pytestmark = pytest.mark.django_db


def test_a_policy_test_of_a_real_case_takes_two_clicks(desk: Client) -> None:
    case = inquiry()
    page = desk.get(f"/desk/cases/{case.reference}/").content.decode()
    link = re.search(r'href="([^"]*/knowledge/tests/new/[^"]*)"', page)
    assert link is not None
    form = desk.get(unescape(link.group(1)))
    assert FEE in form.content.decode()
    begun = form.context["form"].initial
    assert desk.post("/knowledge/tests/new/", begun).status_code == 302
    test = PolicyTest.objects.get()
    assert (test.question, test.expected, test.origin) == (FEE, Expected.REFER, case.number)
