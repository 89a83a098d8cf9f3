"""Naming colleagues in a note: `@` and a colleague's name tells them."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontoffice.authority import notices
from frontoffice.authority.models import StaffMember
from frontoffice.cases.models import Case
from frontoffice.cases.queries.seen import cases_visible_to
from frontoffice.foundation.models import Actor, ActorKind
from frontoffice.foundation.refusals import BadInput

MENTIONED = "cases.mentioned"


class CannotSeeIt(BadInput):
    """Somebody is named who would be told of a case that they may not see."""

    message = gettext_lazy("This colleague can't see the case. Take the @ away, or name somebody else.")
    field = "text"


def tell_named(case: Case, text: str, *, by: Actor, at: datetime) -> list[StaffMember]:
    """Tell everybody whom the text names, inside the note's action, each once. Raises CannotSeeIt."""
    named = named_in(text, at=at)
    for member in named:
        if not cases_visible_to(by=member.actor, at=at).filter(pk=case.pk).exists():
            raise CannotSeeIt(
                _("%(name)s can't see this case. Take the @ away, or name somebody else.")
                % {"name": member.actor.name}
            )
        words = _("%(name)s named you on %(case)s") % {
            "name": by.name,
            "case": f"{case.number} {case.subject}",
        }
        notices.tell(member, kind=MENTIONED, about=case, text=words, by=by, at=at)
    return named


def named_in(text: str, *, at: datetime) -> list[StaffMember]:
    """The colleagues whose whole name stands behind an @, in the order of the text; of two names the longer one."""
    if "@" not in text:
        return []
    by_name = {name.casefold(): found for name, found in _names(at).items()}
    named: dict[int, StaffMember] = {}
    for start, sign in enumerate(text):
        if sign != "@" or (start and text[start - 1].isalnum()):
            continue
        rest = text[start + 1 : start + 201].casefold()
        fits = [name for name in by_name if rest.startswith(name) and not rest[len(name) :][:1].isalnum()]
        if fits:
            named |= {member.pk: member for member in by_name[max(fits, key=len)]}
    return list(named.values())


def _names(at: datetime) -> dict[str, list[StaffMember]]:
    """People with a post now, by name; two of one name are both meant."""
    found: dict[str, list[StaffMember]] = {}
    rows = StaffMember.objects.filter(Q(until__isnull=True) | Q(until__gt=at), actor__kind=ActorKind.STAFF)
    for member in rows.select_related("actor"):
        found.setdefault(member.actor.name, []).append(member)
    return found
