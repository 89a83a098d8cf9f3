"""The webhooks room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class WebhooksConfig(AppConfig):
    name = "frontoffice.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from frontoffice.authority import notices
        from frontoffice.webhooks.actions.switching import NOTICE

        notices.add_kind(notices.Kind(NOTICE, _("Webhooks"), "link", "webhooks:subscription"))
        add_place(
            Place(
                name="webhooks",
                label=_("Webhooks"),
                url_name="webhooks:subscriptions",
                icon="send",
                order=85,
                power="webhooks.subscribe",
            )
        )
