"""The intake room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class IntakeConfig(AppConfig):
    name = "frontoffice.intake"
    label = "intake"

    def ready(self) -> None:
        from frontoffice.correspondence import threading
        from frontoffice.intake import panels
        from frontoffice.intake.answers import back_to, heard

        threading.add_heard(heard)
        threading.add_return(back_to)
        panels.register()
        add_place(
            Place(
                name="incoming",
                label=_("Incoming"),
                url_name="intake:incoming",
                icon="mail",
                order=45,
                power="intake.route",
                key="g i",
            )
        )
