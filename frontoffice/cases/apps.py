"""The cases room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class CasesConfig(AppConfig):
    name = "frontoffice.cases"
    label = "cases"

    def ready(self) -> None:
        from frontoffice.cases import panels
        from frontoffice.cases.queries.topics import names_by_code
        from frontoffice.cases.views.choices import topic_choices
        from frontoffice.contacts.topics import keep_topics

        panels.register()
        keep_topics(offered=topic_choices, names=names_by_code)
        add_place(
            Place(
                name="help",
                label=_("Help"),
                url_name="cases:help",
                icon="support_agent",
                order=15,
                power="cases.advise",
                key="g h",
            )
        )
        add_place(
            Place(
                name="desk",
                label=_("Desk"),
                url_name="cases:desk",
                icon="list",
                order=10,
                power="cases.reply",
                key="g d",
            )
        )
