"""The role that the product runs as on PostgreSQL can't change what is kept, nor switch off what keeps it."""

import re
import secrets
from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

from frontoffice.authority.auditing import roles
from frontoffice.foundation import guards
from tests.installations import Installation

TODAY = "frontoffice_app_of_tests"


def test_every_guarded_table_loses_the_right_to_be_changed() -> None:
    text = roles.statements("frontoffice_app")
    for guard in guards.GUARDS.values():
        kept = f'REVOKE UPDATE, DELETE ON "{guard.table}" FROM frontoffice_app;' in text
        assert kept is (guard.frozen_when is None), guard.table
    assert 'GRANT UPDATE ("revoked_at") ON "authority_token" TO frontoffice_app;' in text
    assert 'authority_seal" TO' not in text


@pytest.mark.parametrize("name", ["app; DROP TABLE x", "App", "", '"'])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        roles.statements(name)


@pytest.fixture
def application(installation: Installation) -> Iterator[tuple[Installation, str]]:
    """An installation whose product runs as a role that owns nothing, and the owner's address."""
    owner, password = installation.url, secrets.token_hex(16)
    out = StringIO()
    call_command("audit", "roles", "--role", TODAY, stdout=out)
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(out.getvalue().encode())
        server.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(TODAY), sql.Literal(password))
        )
    url = re.sub(r"//[^@]*@", f"//{TODAY}:{password}@", owner)
    try:
        yield Installation(installation.folder, url, installation.extra), owner
    finally:
        with psycopg.connect(owner, autocommit=True) as server:
            server.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(TODAY)))
            server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(TODAY)))


@pytest.mark.only_on("postgresql", reason="SQLite has no roles")
def test_the_product_works_as_that_role_and_the_trail_can_not_be_changed(
    application: tuple[Installation, str],
) -> None:
    installation, owner = application
    # Setting up is the owner's; everything after that is the role's.
    set_up = Installation(installation.folder, owner, installation.extra | {"FRONTOFFICE_DEMO": "1"})
    assert set_up.run("demo").returncode == 0
    asking = ("knowledge", "ask", "How do I renew my license?")
    for command in (asking, ("audit", "seal"), ("audit", "verify")):
        done = installation.run(*command)
        assert done.returncode == 0, done.stderr[-3000:]
    refused = (
        "UPDATE foundation_event SET action = 'x'",
        "DELETE FROM foundation_event",
        "TRUNCATE foundation_event CASCADE",
        "DELETE FROM authority_seal",
        "UPDATE authority_approval SET action = 'x'",
        "DELETE FROM authority_accessrecord",
        "ALTER TABLE foundation_event DISABLE TRIGGER ALL",
        "DROP TRIGGER guard_foundation_event_update ON foundation_event",
        "SET session_replication_role = replica",
        "CREATE TABLE public.mine (id int)",
    )
    with psycopg.connect(installation.url, autocommit=True) as server:
        for statement in refused:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute(statement.encode())
    assert installation.run("audit", "verify").returncode == 0
