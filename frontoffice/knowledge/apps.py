"""The knowledge room."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "frontoffice.knowledge"
    label = "knowledge"
