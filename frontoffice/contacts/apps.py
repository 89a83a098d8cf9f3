"""The contacts room."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "frontoffice.contacts"
    label = "contacts"

    def ready(self) -> None:
        from frontoffice.contacts import panels, vouching
        from frontoffice.customers.verified import add_verifier

        panels.register()
        add_verifier(vouching.in_the_contact_at_hand)
