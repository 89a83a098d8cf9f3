"""The database itself refuses to change what must stay: each guard is there, bites, and survives migrations."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import post_migrate, pre_migrate

from frontoffice.authority.models import Grant
from frontoffice.correspondence.models import Enclosure, Message
from frontoffice.foundation import files, guards
from frontoffice.foundation.actors import service
from frontoffice.foundation.models import StoredFile
from frontoffice.knowledge.models import ArticleVersion
from tests.correspondence.letters import RELEASE, drafted, passage, sent_out
from tests.factories import NOW, staff

pytestmark = pytest.mark.django_db


def refused(change: Any) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


def stored(content: bytes = b"a letter", name: str = "letter.txt") -> StoredFile:
    return files.store(content, name=name, by=service("tests"), at=NOW)


def test_every_declared_guard_is_in_the_database() -> None:
    assert guards.GUARDS
    assert guards.missing(connection) == set()


@pytest.mark.parametrize("table", guards.GUARDS)
def test_every_guard_names_columns_that_there_are(table: str) -> None:
    guard = guards.GUARDS[table]
    columns = {field.column for field in guard.model._meta.concrete_fields}
    assert guard.may_change <= columns
    if guard.owner is None:
        assert guard.frozen_when is None or guard.frozen_when in columns


def test_a_row_that_is_kept_can_be_neither_changed_nor_removed() -> None:
    file = stored()
    rows = StoredFile.objects.filter(pk=file.pk)
    refused(lambda: rows.update(name="another.txt"))
    refused(lambda: rows.delete())
    refused(lambda: rows._raw_delete(rows.db))
    file.name = "another.txt"
    refused(file.save)
    assert rows.get().name == "letter.txt"


def test_what_may_change_changes_and_nothing_beside_it() -> None:
    member = staff(grants=[RELEASE])
    grants = Grant.objects.filter(actor=member.actor)
    grants.update(until=NOW)
    refused(lambda: grants.update(action="cases.reply"))
    refused(lambda: grants.update(until=None, action="cases.reply"))
    assert grants.get().action == RELEASE


def test_what_was_decided_stays_decided() -> None:
    member = staff(grants=[RELEASE])
    grants = Grant.objects.filter(actor=member.actor)
    grants.update(until=NOW)  # not yet revoked: it may still change
    grants.update(revoked_at=NOW, revoked_by=member.actor)
    refused(lambda: grants.update(revoked_at=None, revoked_by=None))
    refused(lambda: grants.update(until=None))
    grants.update(revoked_at=NOW)  # the same again changes nothing
    for guard in guards.GUARDS.values():
        columns = {field.column for field in guard.model._meta.concrete_fields}
        assert guard.settled_when is None or guard.settled_when in columns & guard.may_change


def test_a_row_is_free_until_the_column_that_freezes_it_is_filled() -> None:
    version = passage().version
    drafts = ArticleVersion.objects.filter(pk=version.pk)
    assert drafts.get().published_at is not None
    refused(lambda: drafts.update(title="Something else"))
    message = drafted()
    Message.objects.filter(pk=message.pk).update(subject="Something else")
    assert Message.objects.filter(pk=message.pk).delete()[0] == 1


def test_rows_of_a_frozen_owner_are_neither_changed_removed_added_nor_moved_there() -> None:
    by = staff(grants=[RELEASE]).actor
    one, other = stored(b"one"), stored(b"other")
    sent, draft = sent_out(by, files=[one]), drafted(by, files=[one])
    of_sent, of_draft = Enclosure.objects.filter(message=sent), Enclosure.objects.filter(message=draft)
    refused(lambda: of_sent.update(position=2))
    refused(lambda: of_sent.delete())
    refused(lambda: Enclosure.objects.create(message=sent, file=other, position=2))
    refused(lambda: of_draft.update(message=sent, position=2))
    refused(lambda: of_sent.update(message=draft, position=2))
    of_draft.update(position=2)
    Enclosure.objects.create(message=draft, file=other, position=1)
    of_draft.delete()
    assert (of_sent.count(), of_draft.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Message, Enclosure, StoredFile])
def test_a_migration_that_rebuilds_a_table_leaves_every_guard_in_place(model: type[models.Model]) -> None:
    told = {
        "app_config": apps.get_app_config("foundation"),
        "verbosity": 0,
        "interactive": False,
        "using": "default",
    }
    sender = told["app_config"]
    pre_migrate.send(sender, **told, plan=[object()], apps=apps)
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(model)  # type: ignore[attr-defined]
        assert guards.missing(connection)
    post_migrate.send(sender, **told, plan=[object()], apps=apps)
    assert guards.missing(connection) == set()
    test_rows_of_a_frozen_owner_are_neither_changed_removed_added_nor_moved_there()
