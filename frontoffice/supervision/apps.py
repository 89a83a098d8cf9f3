"""The supervision room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class SupervisionConfig(AppConfig):
    name = "frontoffice.supervision"
    label = "supervision"

    def ready(self) -> None:
        from frontoffice.supervision import owed

        owed.register()
        add_place(
            Place(
                name="supervision",
                label=_("Supervision"),
                url_name="supervision:held",
                icon="visibility",
                order=44,
                power="supervision.review",
                key="g s",
            )
        )
        add_place(
            Place(
                name="feedback",
                label=_("Feedback"),
                url_name="supervision:mine",
                icon="chat",
                order=65,
                power="supervision.dispute",
                key="g f",
            )
        )
