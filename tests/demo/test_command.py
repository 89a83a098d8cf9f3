"""`frontoffice demo` loads once, all or nothing, and never into somebody's real installation."""

import dataclasses
import datetime as dt
import io
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from demo.loading import load
from frontoffice.cases.models import Case
from frontoffice.foundation.models import Agency, Event
from tests.installations import Installation

OF_A_CASE = ("number", "subject", "status", "received_at", "due_on")
WITHIN = 3.0  # seconds: Python has started by then, and the week is not over


def demo(**options: object) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_it_is_refused_where_no_demonstration_was_asked_for(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="FRONTOFFICE_DEMO"):
        demo()
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_it_is_refused_beside_another_agency(settings: Settings) -> None:
    settings.DEMO = True
    Agency.objects.create(name="Real Agency", short_name="RA")
    with pytest.raises(CommandError, match="Real Agency"):
        demo()
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_wrong_instant_is_refused_in_words(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="2026-03-31T14:30:00Z"):
        demo(at="yesterday")
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_the_same_instant_and_seed_give_the_same_week() -> None:
    weeks = []
    for _time in range(2):
        with transaction.atomic():
            load(at=dt.datetime(2026, 7, 14, 2, 0, tzinfo=dt.UTC), seed=7)
            weeks.append((list(Case.objects.order_by("pk").values_list(*OF_A_CASE)), happened()))
            transaction.set_rollback(True)
    assert weeks[0] == weeks[1]


def happened() -> list[tuple[str, dt.datetime | None]]:
    """What happened and when; sending takes the time that it takes."""
    events = Event.objects.order_by("pk").values_list("name", "at")
    return [(name, None if name == "correspondence.MessageSent" else at) for name, at in events]


def test_what_was_killed_in_the_middle_leaves_nothing_behind(installation: Installation) -> None:
    installation = dataclasses.replace(installation, extra={"FRONTOFFICE_DEMO": "1"})
    first = installation.start("demo")
    time.sleep(WITHIN)
    assert first.poll() is None, "it was over before it could be killed"
    first.kill()
    first.communicate()
    second = installation.run("demo")
    assert second.returncode == 0, second.stderr
    assert "is loaded" in second.stdout
    third = installation.run("demo")
    assert "was there already" in third.stdout
