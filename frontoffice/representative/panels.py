"""What this room shows on screens of others: the draft on its case, the switch at the desk."""

from django.http import HttpRequest

from frontoffice.cases.models import Case
from frontoffice.correspondence.models import Status
from frontoffice.foundation.ui.slots import Context, Part, add_part
from frontoffice.representative.models import Attempt, AutomatedPost, Decision
from frontoffice.representative.permissions import SWITCH_OFF, SWITCH_ON


def on_the_case(request: HttpRequest, about: object) -> Context | None:
    """That a draft waits, or is there to use, or why there is none, on the case's own page. One query."""
    if not isinstance(about, Case):
        return None
    attempt = (
        Attempt.objects.filter(case=about).select_related("message", "post__staff_member__actor").first()
    )
    if attempt is None or attempt.decision not in {"", Decision.WITHDRAWN}:
        return None
    waits = attempt.message is not None and attempt.message.status == Status.HELD
    usable = attempt.decision == Decision.WITHDRAWN and about.resolved_at is None
    return {"attempt": attempt, "waits": waits, "usable": usable} if waits or usable else None


def switch(request: HttpRequest, about: object) -> Context | None:
    """The posts with their switch, for who may use it. One query."""
    powers: frozenset[str] = getattr(request, "powers", frozenset())
    if not powers.intersection({SWITCH_OFF, SWITCH_ON}):
        return None
    posts = list(AutomatedPost.objects.select_related("staff_member__actor", "switched_by").order_by("pk"))
    back = request.get_full_path()
    may = {"may_switch_off": SWITCH_OFF in powers, "may_switch_on": SWITCH_ON in powers}
    return {"posts": posts, "back": back, **may} if posts else None


def register() -> None:
    """Called once, when the app is ready."""
    add_part("case", Part("draft", 10, "representative/parts/on_the_case.html", on_the_case))
    for slot in ("desk.queue", "drafts.queue", "supervision"):
        add_part(slot, Part("switch", 90, "representative/parts/switch.html", switch))
