"""The SQL that makes the role the product runs as on PostgreSQL: it can't change or remove what is kept.

Triggers refuse too, but whoever owns a table can switch its triggers off. This role owns nothing.
"""

import re

from django.apps import apps

from frontoffice.foundation import guards

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
HEAD = """-- Run this in the product's database as the role that owns its tables, after each `frontoffice migrate`:
--   frontoffice audit roles | psql "$OWNER_DATABASE_URL"
-- Then let the product's DATABASE_URL name the role {role}; `frontoffice migrate` goes on as the owner.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION;
    END IF;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};
REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};"""


def statements(role: str) -> str:
    """All statements, to be run again after each migrate. Raises ValueError for what can't be a role's name."""
    if not ROLE.fullmatch(role):
        raise ValueError("A role's name has small letters, digits and underscores.")
    there = {model._meta.db_table for model in apps.get_models()}
    lines = [HEAD.format(role=role)]
    for guard in sorted(guards.GUARDS.values(), key=lambda guard: guard.table):
        # Rows that are free until something freezes them are the triggers' alone.
        if guard.frozen_when is None and guard.table in there:
            lines += _kept(guard, role)
    return "\n".join(lines) + "\n"


def _kept(guard: guards.Guard, role: str) -> list[str]:
    taken = f'REVOKE UPDATE, DELETE ON "{guard.table}" FROM {role};'
    columns = ", ".join(f'"{column}"' for column in sorted(guard.may_change))
    return [taken, f'GRANT UPDATE ({columns}) ON "{guard.table}" TO {role};'] if columns else [taken]
