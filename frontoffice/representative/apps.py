"""The representative room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class RepresentativeConfig(AppConfig):
    name = "frontoffice.representative"
    label = "representative"

    def ready(self) -> None:
        from frontoffice.correspondence.objecting import add_objection
        from frontoffice.representative import panels
        from frontoffice.representative.objecting import object_to_release

        add_objection(object_to_release)
        panels.register()
        add_place(
            Place(
                name="drafts",
                label=_("Drafts"),
                url_name="representative:drafts",
                icon="edit",
                order=47,
                power="authority.approve",
                key="g a",
            )
        )
