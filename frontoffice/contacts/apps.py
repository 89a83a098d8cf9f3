"""The contacts room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class ContactsConfig(AppConfig):
    name = "frontoffice.contacts"
    label = "contacts"

    def ready(self) -> None:
        from frontoffice.contacts import owed, panels, vouching
        from frontoffice.customers.verified import add_verifier

        owed.register()
        panels.register()
        add_place(
            Place(
                name="contacts",
                label=_("Contacts"),
                url_name="contacts:log",
                icon="phone",
                order=12,
                power="contacts.begin",
                key="g t",
            )
        )
        add_verifier(vouching.in_the_contact_at_hand)
