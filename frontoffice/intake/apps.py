"""The intake room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frontoffice.intake"
    label = "intake"
