"""Signing in is for staff: nobody opens an account here, and a post that ended no longer signs in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closed to sign-up: staff are appointed, customers need no account (INQ-11)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/desk/"

    def is_safe_url(self, url: str | None) -> Any:
        # Only ways within this site: an address with a host of its own never gets the signed-in visitor.
        return (
            bool(url)
            and str(url).startswith("/")
            and not str(url).startswith("//")
            and super().is_safe_url(url)
        )
