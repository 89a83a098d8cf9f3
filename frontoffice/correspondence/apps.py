"""The correspondence room."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.ui.navigation import Place, add_place


class CorrespondenceConfig(AppConfig):
    name = "frontoffice.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from frontoffice.correspondence import panels  # noqa: F401 - declares what deciders read
        from frontoffice.correspondence.checking_settings import check_mail_settings

        checks.register(check_mail_settings, *INSTALLATION)
        add_place(
            Place(
                name="mail",
                label=_("Mail"),
                url_name="correspondence:outbox",
                icon="mail",
                order=50,
                power="correspondence.release",
                key="g m",
            )
        )
