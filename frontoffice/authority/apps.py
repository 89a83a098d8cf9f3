"""The authority app: loads what each room declares, and refuses a signature that has no schema."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from frontoffice.foundation.ui.navigation import Place, add_place

if TYPE_CHECKING:
    from frontoffice.authority.middleware import ActingRequest


class AuthorityConfig(AppConfig):
    name = "frontoffice.authority"
    label = "authority"

    def ready(self) -> None:
        load_rooms()
        from frontoffice.authority.views import bell, palette, reasons

        reasons.register()
        bell.register()
        palette.register()
        _asks_to_decide()
        for place in (_my_work(), *_places()):
            add_place(place)


def _asks_to_decide() -> None:
    """Asks stand on My work by their number; the bar has counted them already."""
    from frontoffice.authority import elsewhere, worklist

    elsewhere.add_list(
        elsewhere.Elsewhere(
            "asks",
            _("Asks to decide or that came back"),
            "verified",
            "authority:approvals",
            10,
            lambda request: worklist.bar(request).asks,
        )
    )


def _my_work() -> Place:
    """For everybody with a post, whatever their powers."""
    name = _("My work")
    return Place(name="work", label=name, url_name="work:mine", icon="work", order=5, key="g m", count=_due)


def _places() -> list[Place]:
    """The room's pages in the staff bar."""
    return [
        Place(
            name="approvals",
            label=_("Approvals"),
            url_name="authority:approvals",
            icon="check_circle",
            order=40,
            power=("authority.approve", "authority.decline", "authority.withdraw"),
            key="g a",
            count=_asks_to_do,
        ),
        Place(
            name="staff",
            label=_("Staff"),
            url_name="authority:colleagues",
            icon="people",
            order=70,
            power="authority.appoint",
        ),
        Place(
            name="findings",
            label=_("Looks to judge"),
            url_name="authority:findings",
            icon="visibility",
            order=75,
            power="authority.review_finding",
        ),
        Place(
            name="audit",
            label=_("Audit trail"),
            url_name="authority:audit",
            icon="shield",
            order=80,
            power="authority.read_audit",
        ),
    ]


def _asks_to_do(request: HttpRequest) -> int:
    """What waits for the viewer's decision, and what came back to them."""
    from frontoffice.authority import worklist

    return worklist.bar(cast("ActingRequest", request)).asks


def _due(request: HttpRequest) -> int:
    """What the viewer must do within a day, and what is late."""
    from frontoffice.authority import worklist

    return worklist.bar(cast("ActingRequest", request)).due


def load_rooms() -> None:
    """Import every room's floors that declare something, lowest room first."""
    for config in reversed(list(apps.get_app_configs())):
        if not config.name.startswith("frontoffice."):
            continue
        for floor in ("events", "permissions", "queries", "actions", "reactions", "schedules", "api"):
            if find_spec(f"{config.name}.{floor}"):
                import_module(f"{config.name}.{floor}")
