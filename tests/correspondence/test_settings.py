"""What the settings of mail make of an installation, and what is said at once when they can't work."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from frontoffice.authority.guarding import PUBLIC
from frontoffice.correspondence.checking_settings import check_mail_settings
from frontoffice.correspondence.permissions import SEES_THE_OUTBOX
from frontoffice.correspondence.views.kept import open_in_a_demonstration
from tests.correspondence.letters import RELEASE, sent_out, work
from tests.correspondence.screens import signed_in
from tests.installations import Installation


def said() -> list[str]:
    return [str(one.id) for one in check_mail_settings()]


def test_usable_settings_say_nothing(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Front desk <desk@agency.example>"
    settings.MAIL_REPLY_TO = ""
    assert said() == []


@pytest.mark.parametrize("name", ["DEFAULT_FROM_EMAIL", "MAIL_REPLY_TO"])
@pytest.mark.parametrize(
    "value", ["nobody", "a@b@c.example", "desk@agency.example\nBcc: all@agency.example", "@"]
)
def test_an_address_that_can_not_stand_in_a_header_stops_the_start(
    settings: Any, name: str, value: str
) -> None:
    setattr(settings, name, value)
    assert said() == ["correspondence.E001"]


def test_a_missing_mail_server_is_said_but_stops_nothing(settings: Any) -> None:
    settings.MAIL_TRANSPORT = "smtp"
    settings.EMAIL_HOST = None
    assert said() == ["correspondence.W001"]


def test_only_in_a_demonstration_anybody_reads_the_kept_mail(settings: Any) -> None:
    def view(request: Any) -> Any: ...

    settings.DEMO = False
    assert open_in_a_demonstration(view).power == SEES_THE_OUTBOX  # type: ignore[attr-defined]
    settings.DEMO = True
    assert open_in_a_demonstration(view).power == PUBLIC  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_in_a_demonstration_the_kept_mail_looks_like_a_public_page(settings: Any) -> None:
    sent_out(subject="Your license")
    work()
    client: Client = signed_in(RELEASE)
    for_staff = client.get(reverse("correspondence:kept_mails")).content.decode()
    settings.DEMO = True
    for_all = client.get(reverse("correspondence:kept_mails")).content.decode()
    assert ("desk-bar" in for_staff, "desk-bar" in for_all) == (True, False)
    assert "Your license" in for_all


def test_an_installation_with_a_broken_sender_does_not_start(installation: Installation) -> None:
    installation.extra["FRONTOFFICE_FROM_EMAIL"] = "nobody"
    tried = installation.run("worker", "--once")
    assert tried.returncode != 0
    assert "FRONTOFFICE_FROM_EMAIL holds no usable e-mail address." in tried.stderr
