"""The authority app: loads what each room declares, and refuses a signature that has no schema."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place


class AuthorityConfig(AppConfig):
    name = "frontoffice.authority"
    label = "authority"

    def ready(self) -> None:
        load_rooms()
        add_place(
            Place(
                name="approvals",
                label=_("Approvals"),
                url_name="authority:approvals",
                icon="check_circle",
                order=60,
                power="authority.approve",
            )
        )


def load_rooms() -> None:
    """Import every room's floors that declare something, lowest room first."""
    for config in reversed(list(apps.get_app_configs())):
        if not config.name.startswith("frontoffice."):
            continue
        for floor in ("events", "permissions", "queries", "actions", "reactions", "schedules", "api"):
            if find_spec(f"{config.name}.{floor}"):
                import_module(f"{config.name}.{floor}")
