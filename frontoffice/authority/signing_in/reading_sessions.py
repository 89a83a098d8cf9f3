"""Sessions and users as Django keeps them, read by statements that are the same each time: each page asks for both."""

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from frontoffice.authority.models import User
from frontoffice.foundation.statements import Statement


def _live(*, key: str, at: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)


_LIVE = Statement(_live, key=str, at=dt.datetime)
_USER: Statement[User] = Statement(lambda pk: User.objects.filter(pk=pk), pk=int)


class SessionStore(db.SessionStore):
    """Django's own in the database. The setting SESSION_ENGINE names this module."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = _LIVE.first(key=key, at=timezone.now()) if key else None  # as Django asks
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's own; only the look at who is signed in is written once."""

    def get_user(self, user_id: Any) -> User | None:
        """The user who may sign in, by key."""
        user = _USER.first(pk=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None
