"""Choosing a new password with a code that a colleague handed over."""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from frontoffice.authority.events import PasswordChosen
from frontoffice.authority.models import PasswordCode, StaffMember, User
from frontoffice.authority.signing_in import sessions
from frontoffice.authority.signing_in.adapter import has_post
from frontoffice.foundation.crypto import keyed_hash, keyed_hashes
from frontoffice.foundation.events import announce
from frontoffice.foundation.models import Actor
from frontoffice.foundation.references import normalize_code
from frontoffice.foundation.refusals import BadInput, Refused

PURPOSE = "password code"
GOOD_FOR = timedelta(hours=24)


class CodeNotGood(Refused):
    message = _("This code is not good for this user name. It works once and for one day; ask for a new one.")
    field = "code"


class WeakPassword(BadInput):
    """The message says what is wrong with it."""

    field = "password1"


def issue(user: User, secret: str, *, by: Actor, at: datetime) -> PasswordCode:
    """From now on only this code, chosen by the caller and not kept, leads to a password. Earlier ones are void."""
    withdraw(user, at=at)
    return PasswordCode.objects.create(
        user=user,
        hash=keyed_hash(_plain(secret), purpose=PURPOSE),
        issued_by=by,
        issued_at=at,
        expires_at=at + GOOD_FOR,
    )


def withdraw(user: User, *, at: datetime) -> None:
    PasswordCode.objects.filter(user=user, used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )


def choose(username: str, secret: str, password: str, *, at: datetime) -> User:
    """Set the password, use the code up and end every session. Raises CodeNotGood, WeakPassword."""
    with transaction.atomic():
        code = (
            PasswordCode.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(hash__in=keyed_hashes(_plain(secret), purpose=PURPOSE), used_at=None, withdrawn_at=None)
            .filter(expires_at__gt=at, user__username__iexact=username.strip())
            .first()
        )
        if code is None or not has_post(code.user, at=at):
            raise CodeNotGood
        user = code.user
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise WeakPassword(" ".join(weak.messages)) from None
        member = StaffMember.objects.select_related("actor").get(user=user)
        user.set_password(password)
        user.save(update_fields=["password"])
        code.used_at = at
        code.save(update_fields=["used_at"])
        sessions.close(user, by=member.actor, at=at)
        announce(PasswordChosen(staff_member_id=member.pk), about=member, by=member.actor, at=at)
    return user


def _plain(secret: str) -> str:
    """As a person may type it: spaces, hyphens and small letters don't matter."""
    return normalize_code(secret) or secret.strip()
