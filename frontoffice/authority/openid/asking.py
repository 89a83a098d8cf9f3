"""The way to the sign-in service and back: what is asked, remembered, and exchanged for who it is."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from frontoffice.authority.openid.provider import Provider, Trouble, ask, discover
from frontoffice.authority.openid.proving import proven

KEY = "openid.asked"  # in the session: what was asked, by state
AT_ONCE = 5  # pages that may be on their way there at the same time
GOOD_FOR = 900  # seconds


@dataclass(frozen=True)
class Answered:
    """Who the service says it is, and what this was asked for."""

    issuer: str
    claims: dict[str, Any]
    token: str
    back: str
    confirming: bool

    @property
    def second_factor(self) -> bool:
        """Whether the service's own second factor is to count (settings.OIDC_SECOND_FACTOR)."""
        if settings.OIDC_SECOND_FACTOR == "amr":
            methods = self.claims.get("amr")
            return isinstance(methods, list) and "mfa" in methods
        return bool(settings.OIDC_SECOND_FACTOR == "theirs")


def address_to_ask(request: HttpRequest, *, back: str, confirming: bool, anew: bool, at: datetime) -> str:
    """Where to send the browser. `anew`: whoever is signed in there has to show again that it is them."""
    provider = discover()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _number in range(3))
    asked = {name: one for name, one in _asked(request).items() if at.timestamp() - one["at"] < GOOD_FOR}
    kept = dict(sorted(asked.items(), key=lambda item: item[1]["at"])[-(AT_ONCE - 1) :])
    kept[state] = {
        "nonce": nonce,
        "verifier": verifier,
        "back": back,
        "confirming": confirming,
        "anew": anew,
        "at": at.timestamp(),
    }
    request.session[KEY] = kept
    sent = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": _return_address(),
        "scope": " ".join(settings.OIDC_SCOPES),
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    if anew:
        sent |= {"prompt": "login", "max_age": "0"}
    joint = "&" if "?" in provider.authorization_endpoint else "?"
    return f"{provider.authorization_endpoint}{joint}{urlencode(sent)}"


def answered(request: HttpRequest, *, at: datetime) -> Answered:
    """What came back, checked and exchanged. Raises Trouble; what was asked is used up either way."""
    asked = _asked(request)
    told = asked.pop(request.GET.get("state", ""), None)
    request.session[KEY] = asked
    if told is None or at.timestamp() - told["at"] >= GOOD_FOR:
        raise Trouble("not_asked")
    provider = discover()
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise Trouble("other_issuer")
    if request.GET.get("error") or not request.GET.get("code"):
        raise Trouble("canceled" if request.GET.get("error") == "access_denied" else "refused_there")
    given = _exchange(provider, request.GET["code"], told["verifier"])
    access_token = str(given.get("access_token", ""))
    claims = proven(
        given.get("id_token"),
        provider,
        nonce=told["nonce"],
        access_token=access_token,
        at=at,
        signed_in_after=told["at"] if told["anew"] else 0,
    )
    return Answered(
        issuer=provider.issuer,
        claims=_with_name(claims, provider, access_token),
        token=given["id_token"],
        back=told["back"],
        confirming=told["confirming"],
    )


def address_to_sign_out(token: str) -> str:
    """Where the browser ends the sign-in at the service too; "" when it has no such page. Raises Trouble."""
    provider = discover()
    if not provider.end_session_endpoint:
        return ""
    sent = {
        "id_token_hint": token,
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": f"{settings.PUBLIC_URL}/",
    }
    joint = "&" if "?" in provider.end_session_endpoint else "?"
    return f"{provider.end_session_endpoint}{joint}{urlencode(sent)}"


def _asked(request: HttpRequest) -> dict[str, Any]:
    return dict(request.session.get(KEY) or {})


def _return_address() -> str:
    """From the settings, not from the request: whoever forges a host name gets no code sent to it."""
    return f"{settings.PUBLIC_URL}{reverse('provider_callback')}"


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _exchange(provider: Provider, code: str, verifier: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _return_address(),
        "code_verifier": verifier,
    }
    name, secret = settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET
    if provider.basic:
        return ask(
            "POST", provider.token_endpoint, data=form, auth=(quote(name, safe=""), quote(secret, safe=""))
        )
    return ask("POST", provider.token_endpoint, data={**form, "client_id": name, "client_secret": secret})


def _with_name(claims: dict[str, Any], provider: Provider, access_token: str) -> dict[str, Any]:
    """The claims, with the one that is the name asked for where the token leaves it out; of the same person only."""
    wanted = settings.OIDC_USERNAME_CLAIM
    if wanted in claims or not provider.userinfo_endpoint:
        return claims
    told = ask("GET", provider.userinfo_endpoint, headers={"Authorization": f"Bearer {access_token}"})
    if told.get("sub") != claims["sub"]:
        raise Trouble("bad_token")
    more = {name: told[name] for name in (wanted, "email_verified") if name in told}
    return more | claims
