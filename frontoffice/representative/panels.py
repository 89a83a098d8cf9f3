"""What this room shows on screens of others: the draft on its case, the switch at the desk."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontoffice.cases.models import Case, Post, Topic
from frontoffice.cases.queries.looked_up import CASE, add_mark, has
from frontoffice.cases.topic_uses import Use, add_uses
from frontoffice.correspondence.models import Citation, Status
from frontoffice.foundation.statements import Statement
from frontoffice.foundation.ui.slots import Context, Part, add_part
from frontoffice.knowledge.permissions import WRITE_TEST
from frontoffice.representative.models import Attempt, AutomatedPost, Decision
from frontoffice.representative.permissions import SWITCH_OFF, SWITCH_ON

LONGEST_BEGUN = 1000
MOST_CITED = 10


def _cited(*, case: int) -> QuerySet[Citation, str]:
    rows = Citation.objects.filter(message__case_message__case=case)
    return rows.order_by("pk").values_list("passage__version__article__slug", flat=True)[:MOST_CITED]


_CITED: Statement[str] = Statement(_cited, case=int)
_ASKED: Statement[str] = Statement(
    lambda *, case: Post.objects.filter(case=case).order_by("pk").values_list("text", flat=True)[:1], case=int
)
_ATTEMPT: Statement[Attempt] = Statement(
    lambda *, case: (
        Attempt.objects.filter(case=case)
        .select_related("message", "post__staff_member__actor")
        .order_by("pk")[:1]
    ),
    case=int,
)


def on_the_case(request: HttpRequest, about: object) -> Context | None:
    """That a draft waits, or is there to use, or why there is none, on the case's own page. At most one query."""
    if not isinstance(about, Case) or not has(about, "attempt"):
        return None
    attempt = _ATTEMPT.first(case=about.pk)
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


def test_of_case(request: HttpRequest, about: object) -> Context | None:
    """The way to a policy test of the case's question, begun with what its replies cite. Two queries."""
    if not isinstance(about, Case) or WRITE_TEST not in getattr(request, "powers", frozenset()):
        return None
    asked = _ASKED.first(case=about.pk)
    if not asked:
        return None
    slugs = "\n".join(dict.fromkeys(_CITED.rows(case=about.pk)))
    begun = {
        "question": asked[:LONGEST_BEGUN],
        "cite": slugs,
        "expected": "answer" if slugs else "refer",
        "origin": about.number,
    }
    return {"address": f"{reverse('knowledge:new_test')}?{urlencode(begun)}"}


def posts_of(topic: Topic) -> Iterator[Use]:
    """Automated representatives that work on the topic. One query."""
    for one in AutomatedPost.objects.filter(topics=topic).select_related("staff_member__actor"):
        words = _("%(name)s works on it.") % {"name": one.staff_member.actor.name}
        yield Use(words, reverse("representative:drafts"))


def register() -> None:
    """Called once, when the app is ready."""
    add_mark("attempt", Attempt.objects.filter(case=CASE))
    add_uses("representative", posts_of)
    add_part("case", Part("draft", 10, "representative/parts/on_the_case.html", on_the_case))
    add_part("case", Part("policy_test", 95, "representative/parts/test_of_case.html", test_of_case))
    for slot in ("desk.queue", "drafts.queue", "supervision"):
        add_part(slot, Part("switch", 90, "representative/parts/switch.html", switch))
