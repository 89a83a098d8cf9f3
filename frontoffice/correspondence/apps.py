"""The correspondence room."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "frontoffice.correspondence"
    label = "correspondence"
