"""The portal room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "frontoffice.portal"
    label = "portal"
