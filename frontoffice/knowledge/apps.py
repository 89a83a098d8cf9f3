"""The knowledge room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class KnowledgeConfig(AppConfig):
    name = "frontoffice.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from frontoffice.knowledge import owed, palette, panels, periods

        owed.register()
        palette.register()
        panels.register()

        add_place(
            Place(
                name="knowledge",
                label=_("Knowledge"),
                url_name="knowledge:articles",
                icon="local_library",
                order=30,
                power="knowledge.ask",
                key="g k",
            )
        )
        post_migrate.connect(periods.restore_after_migrate, sender=self, dispatch_uid="knowledge.periods")
