"""The contacts room."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "frontoffice.contacts"
    label = "contacts"

    def ready(self) -> None:
        from frontoffice.contacts import panels

        panels.register()
