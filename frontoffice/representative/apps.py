"""The representative room."""

from django.apps import AppConfig


class RepresentativeConfig(AppConfig):
    name = "frontoffice.representative"
    label = "representative"
