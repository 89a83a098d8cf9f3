"""The supervision room."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "frontoffice.supervision"
    label = "supervision"
