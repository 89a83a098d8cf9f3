"""The staff: who works here, where, at what level, and what one colleague may do."""

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontoffice.authority import holdings, registry
from frontoffice.authority.certificates import held_by
from frontoffice.authority.guarding import needs
from frontoffice.authority.middleware import ActingRequest
from frontoffice.authority.models import Grant, Identity, Level, StaffMember, Token
from frontoffice.authority.queries import staff_visible_to
from frontoffice.authority.signatures import find
from frontoffice.authority.signing_in import factors, sessions
from frontoffice.foundation.models import Unit
from frontoffice.foundation.refusals import BadInput, NotFound

ON_A_PAGE = 50
LONGEST_SEARCH = 200
CHANGES = (
    "authority.end_post",
    "authority.move_post",
    "authority.reset_password",
    "authority.reset_factors",
    "authority.revoke_tokens_of",
    "authority.release_identity",
)


@needs()
@require_safe
def every(request: ActingRequest) -> HttpResponse:
    """Colleagues by name, found by name or post, by unit and level; those whose post ended only when asked for."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    unit, level = request.GET.get("unit", "")[:60], request.GET.get("level", "")[:60]
    ended, after = request.GET.get("ended") == "1", request.GET.get("after", "")[:LONGEST_SEARCH]
    rows = staff_visible_to(by=request.actor, at=request.at).select_related("level")
    over = Q(until__isnull=False, until__lte=request.at)
    rows = rows.filter(over) if ended else rows.exclude(over)
    if text:
        rows = rows.filter(Q(actor__name__icontains=text) | Q(post__icontains=text))
    rows = rows.filter(unit__code=unit) if unit else rows
    rows = rows.filter(level__code=level) if level else rows
    rows = rows.filter(actor__name__gte=after) if after else rows
    found = list(rows.order_by("actor__name", "pk")[: ON_A_PAGE + 1])
    context = {
        "members": found[:ON_A_PAGE],
        "more": found[ON_A_PAGE].actor.name if len(found) > ON_A_PAGE else "",
        "text": text,
        "unit": unit,
        "level": level,
        "ended": ended,
        "units": Unit.objects.order_by("name"),
        "levels": Level.objects.order_by("order", "name"),
    }
    return render(request, "authority/colleagues.html", context)


@needs()
@require_safe
def one(request: ActingRequest, reference: str) -> HttpResponse:
    """One colleague: the post and the powers, live and ended with where each comes from; sign-in for who may set it."""
    member = found(request, reference)
    own = member.actor_id == request.actor.pk
    may = set() if own or is_over(member, request) else request.powers.intersection(CHANGES)
    changes = None if own or is_over(member, request) else member
    context = {
        "member": member,
        "own": own,
        "over": is_over(member, request),
        "may": may,
        "rooms": [] if is_over(member, request) else holdings.of_person(member.actor, at=request.at),
        "changes": changes,
        # Why something was taken away is between the person and those who may do that.
        "shows_reasons": own or "authority.restrict" in request.powers,
        "certifications": held_by(member, at=request.at),
        "ended": _ended(member, request),
        "sign_in": _sign_in(member, request) if may or own else None,
        "supervises": member.supervises.exclude(until__lte=request.at).select_related("actor"),
    }
    return render(request, "authority/colleague.html", context)


def found(request: ActingRequest, reference: str) -> StaffMember:
    """The colleague of that reference. Raises Http404."""
    try:
        member: StaffMember = find(StaffMember, reference, by=request.actor, at=request.at)
    except (NotFound, BadInput):
        raise Http404 from None
    rows = StaffMember.objects.select_related("actor", "user", "level", "unit", "office", "supervisor__actor")
    return rows.get(pk=member.pk)


def is_over(member: StaffMember, request: ActingRequest) -> bool:
    return member.until is not None and member.until <= request.at


def _ended(member: StaffMember, request: ActingRequest) -> list[Grant]:
    rows = Grant.objects.filter(actor=member.actor).select_related("unit", "granted_by", "revoked_by")
    gone = Q(until__lte=request.at) | Q(revoked_at__lte=request.at)
    return [_titled(grant) for grant in rows.filter(gone).order_by("-pk")[:ON_A_PAGE]]


def _titled(grant: Grant) -> Grant:
    known = registry.ACTIONS.get(grant.action)
    grant.title = known.title if known is not None else grant.action  # type: ignore[attr-defined]
    return grant


def _sign_in(member: StaffMember, request: ActingRequest) -> dict[str, object] | None:
    user = member.user
    if user is None:
        return None
    kinds = Authenticator.objects.filter(user_id=user.pk, type__in=factors.PRIMARY)
    live = Token.objects.filter(revoked_at__isnull=True, expires_at__gt=request.at)
    return {
        "username": user.get_username(),
        "has_password": user.has_usable_password(),
        "passkeys": kinds.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "app": kinds.filter(type=Authenticator.Type.TOTP).exists(),
        "sign_ins": sessions.open_of(user, at=request.at).count(),
        "tokens": live.filter(Q(actor=member.actor) | Q(issued_by=member.actor)).count(),
        "identity": Identity.objects.filter(user=user, released_at=None).first(),
    }
