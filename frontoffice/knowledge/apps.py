"""The knowledge room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KnowledgeConfig(AppConfig):
    name = "frontoffice.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from frontoffice.knowledge import periods

        post_migrate.connect(periods.restore_after_migrate, sender=self, dispatch_uid="knowledge.periods")
