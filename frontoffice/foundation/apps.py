"""The foundation app: installs the database's guards and search triggers after each migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class FoundationConfig(AppConfig):
    name = "frontoffice.foundation"
    label = "foundation"

    def ready(self) -> None:
        from frontoffice.foundation import guards, lookups, planning  # noqa: F401 - are declared
        from frontoffice.foundation.search import indexes

        pre_migrate.connect(guards.step_aside_before_migrate, dispatch_uid="foundation.guards")
        # Django drops triggers when it rebuilds a table on SQLite, so they are put back after each migrate.
        post_migrate.connect(guards.install_after_migrate, dispatch_uid="foundation.guards")
        post_migrate.connect(indexes.restore_after_migrate, dispatch_uid="foundation.search")
