"""What each part of X3 says of one call, in plain words: grant, restriction, training, conflict, and so on."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from frontoffice.authority import wording
from frontoffice.authority.measuring import forbids
from frontoffice.authority.models import Certification, CertificationKind, Grant, Relation
from frontoffice.foundation.models import Actor

if TYPE_CHECKING:
    from frontoffice.authority.explaining import Looked


class State(StrEnum):
    """Whether the part is for it, only lets one ask, is against it, or has nothing to say."""

    HOLDS = "holds"
    ASKS = "asks"
    FAILS = "fails"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Finding:
    """One part, with the instants that its words are about."""

    part: str
    state: State
    words: str
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    @property
    def label(self) -> str:
        return str(wording.PARTS[self.part])


def of_grant(one: "Looked", *, asks: bool) -> Finding:
    """Which row gives it, from where, how far and until when; or what there is instead."""
    action, found = one.asked.action, one.found
    if one.by.kind in action.open_to:
        return Finding("grant", State.HOLDS, _("This is open to you without a power of your own."))
    if found.enough or found.wait:
        return _of_held(one, (found.enough or found.wait)[0], asks=asks)
    if found.forbidden_by is not None:
        return Finding("grant", State.NOTHING, _("Nothing that you hold counts while it is restricted."))
    if found.uncertified:
        row = found.uncertified[0]
        return Finding("grant", State.HOLDS, _("You hold it %(how)s.") % {"how": how(row)})
    if found.elsewhere:
        where = "; ".join(", ".join(wording.place_of(row)) for row in found.elsewhere[:3])
        return Finding("grant", State.FAILS, _("You hold it elsewhere: %(where)s.") % {"where": where})
    return _of_nothing(one)


def _of_held(one: "Looked", row: Grant, *, asks: bool) -> Finding:
    said = how(row)
    if one.found.enough and asks:
        said = _("You hold it %(how)s. Others have to agree, whoever does it.") % {"how": said}
        return Finding("grant", State.ASKS, said, row.from_at, row.until)
    if one.found.enough:
        return Finding(
            "grant", State.HOLDS, _("You hold it %(how)s.") % {"how": said}, row.from_at, row.until
        )
    if one.asked.action.can_wait and one.found.narrowed_by is not None and not row.needs_approval:
        said = _("You hold it %(how)s.") % {"how": said}
        return Finding("grant", State.HOLDS, said, row.from_at, row.until)
    if one.asked.action.can_wait:
        said = _("You may ask for it; somebody who holds it decides. You hold it %(how)s.") % {"how": said}
        return Finding("grant", State.ASKS, said, row.from_at, row.until)
    said = _("This is more than you hold. You hold it %(how)s.") % {"how": said}
    return Finding("grant", State.FAILS, said, row.from_at, row.until)


def _of_nothing(one: "Looked") -> Finding:
    """No row now; the last one that there was says when it ended."""
    earlier = Grant.objects.filter(actor=one.by.pk, action=one.asked.action.name, from_at__lte=one.at)
    row = earlier.filter(effect="gives").order_by("-pk").first() if one.by.pk else None
    if row is None:
        return Finding("grant", State.FAILS, _("You don't hold this power."))
    ends = [end for end in (row.revoked_at, row.until) if end is not None and end <= one.at]
    return Finding(
        "grant", State.FAILS, _("You held this power, and it has ended."), until=min(ends, default=None)
    )


def how(row: Grant) -> str:
    """From where, and how far: "through the level of the post, up to $200.00, by asking"."""
    said = [_("through: %(source)s") % {"source": wording.source_of(row)}]
    said += [*wording.limits_of(row), *wording.place_of(row)]
    if row.needs_approval:
        said.append(_("by asking"))
    return ", ".join(said)


def of_restriction(one: "Looked") -> Finding:
    """What narrows it, why and until when."""
    row = one.found.forbidden_by or one.found.narrowed_by
    if row is None:
        return Finding("restriction", State.NOTHING, _("No restriction lies on it."))
    if forbids(row):
        said = _("It is taken away for now.")
    else:
        bounds = [*wording.limits_of(row), *([_("by asking")] if row.needs_approval else [])]
        said = _("It is narrowed for now: %(bounds)s.") % {"bounds": ", ".join(bounds)}
    if row.reason:
        said += " " + _("The reason: %(reason)s") % {"reason": row.reason}
    waits = one.asked.action.can_wait and not forbids(row)
    return Finding("restriction", State.ASKS if waits else State.FAILS, said, row.from_at, row.until)


def of_training(one: "Looked") -> Finding:
    """The certification that it takes, and until when it is held; or when it lapsed and how to get it."""
    used = one.found.enough[:1] or one.found.wait[:1]
    if used and used[0].certification:
        held = _last_certification(one.by, used[0].certification, one.at)
        name = _kind_name(used[0].certification, held)
        said = _("You hold the certification “%(name)s”.") % {"name": name}
        return Finding("training", State.HOLDS, said, until=held.until if held is not None else None)
    if used or not one.found.uncertified:
        return Finding("training", State.NOTHING, _("It takes no certification."))
    code = one.found.uncertified[0].certification
    held = _last_certification(one.by, code, one.at)
    said = _("It takes the certification “%(name)s”.") % {"name": _kind_name(code, held)}
    if held is None:
        said += " " + _("You never held it. Whoever keeps certifications awards it once you are trained.")
        return Finding("training", State.FAILS, said)
    if held.withdrawn_at is not None and held.withdrawn_at <= one.at:
        said += " " + _("Yours was withdrawn: %(reason)s") % {"reason": held.withdrawn_reason}
        return Finding("training", State.FAILS, said, until=held.withdrawn_at)
    said += " " + _("Yours has lapsed. Have it renewed.")
    return Finding("training", State.FAILS, said, until=held.until)


def _last_certification(by: Actor, code: str, at: dt.datetime) -> Certification | None:
    held = Certification.objects.filter(actor=by, kind__code=code, from_at__lte=at)
    live = [one for one in held.select_related("kind").order_by("-pk") if is_live(one, at)]
    return live[0] if live else held.select_related("kind").order_by("-pk").first()


def is_live(held: Certification, at: dt.datetime) -> bool:
    """Whether it counts at the instant, as the decision sees it."""
    ends = [end for end in (held.until, held.withdrawn_at) if end is not None]
    return held.from_at <= at and all(end > at for end in ends)


def _kind_name(code: str, held: Certification | None) -> str:
    if held is not None:
        return held.kind.name
    kind = CertificationKind.objects.filter(code=code).first()
    return kind.name if kind is not None else code


def of_conflict(one: "Looked") -> Finding:
    """How the person is involved in what it is about."""
    if one.involved:
        return Finding("conflict", State.FAILS, _("You are personally involved: it is your own matter."))
    if one.interest is None or one.by.kind in one.asked.action.open_to:
        return Finding("conflict", State.NOTHING, _("No conflict of interest is known."))
    if one.interest.actor_id != one.by.pk:
        said = _("It is the own matter of somebody whom you supervise.")
        return Finding("conflict", State.FAILS, said, one.interest.from_at)
    relation = Relation(one.interest.relation).label
    said = _("It is on record that you are involved: %(relation)s.") % {"relation": relation}
    return Finding("conflict", State.FAILS, said, one.interest.from_at)


def of_separation(one: "Looked") -> Finding:
    """Which other part of it the person did, and when."""
    if one.earlier is None or one.by.kind in one.asked.action.open_to:
        return Finding("separation", State.NOTHING, _("You did no other part of it."))
    said = _("You did another part of it: %(what)s.") % {"what": wording.did(one.earlier.part)}
    if one.borne:
        said += " " + _("Your office is small, so a review afterward makes up for a second person.")
        return Finding("separation", State.HOLDS, said, one.earlier.at)
    return Finding("separation", State.FAILS, said + " " + _("It takes a second person."), one.earlier.at)


def of_session(one: "Looked") -> Finding:
    """Whether it is somebody with a post that lasts, or open to whoever comes."""
    if one.by.kind in one.asked.action.open_to:
        return Finding("session", State.HOLDS, _("No post is needed for it."))
    if not one.by.is_staff or one.member is None:
        return Finding("session", State.FAILS, _("Only colleagues with a post here do this. Sign in first."))
    if one.member.until is not None and one.member.until <= one.at:
        return Finding("session", State.FAILS, _("Your post here has ended."), until=one.member.until)
    return Finding("session", State.HOLDS, _("You have a post here."), one.member.from_at, one.member.until)
