"""The screen kit as an app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "frontoffice.foundation.ui"
    label = "ui"
