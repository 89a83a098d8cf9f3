"""The intake room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frontoffice.intake"
    label = "intake"

    def ready(self) -> None:
        from frontoffice.correspondence import threading
        from frontoffice.intake.answers import back_to, heard

        threading.add_heard(heard)
        threading.add_return(back_to)
