"""The agency's sign-in service as it describes itself, and its keys; asked over HTTP with short patience."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.cache import cache

PATIENCE = (4, 8)  # seconds to connect, to answer
MOST_BYTES = 512 * 1024
DESCRIPTION_KEPT, KEYS_KEPT, KEYS_ASKED_AGAIN = 3600, 900, 60  # seconds


class Trouble(Exception):
    """It did not work out at the sign-in service, or what came from there is not to be trusted. `code` says what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Provider:
    """The addresses and ways that the service gives in its description."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    basic: bool  # how the client shows itself: HTTP Basic, else in the form


def configured() -> bool:
    return bool(settings.OIDC_ISSUER)


def discover() -> Provider:
    """The service's description. Raises Trouble when it can't be had, or is another service's."""
    key = f"openid.description:{settings.OIDC_ISSUER}"
    told = cache.get(key)
    if told is None:
        told = ask("GET", settings.OIDC_ISSUER.rstrip("/") + "/.well-known/openid-configuration")
        _check(told)
        cache.set(key, told, DESCRIPTION_KEPT)
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Provider(
        issuer=told["issuer"],
        authorization_endpoint=told["authorization_endpoint"],
        token_endpoint=told["token_endpoint"],
        jwks_uri=told["jwks_uri"],
        userinfo_endpoint=told.get("userinfo_endpoint", ""),
        end_session_endpoint=told.get("end_session_endpoint", ""),
        basic="client_secret_basic" in methods,
    )


def _check(told: dict[str, Any]) -> None:
    """A description speaks for the issuer that it was asked of and for no other, and sends nobody to plain HTTP."""
    if told.get("issuer") != settings.OIDC_ISSUER:
        raise Trouble("other_issuer")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if any(not told.get(name) for name in needed):
        raise Trouble("bad_description")
    secure = urlsplit(settings.OIDC_ISSUER).scheme == "https"
    given = [told[name] for name in (*needed, "userinfo_endpoint", "end_session_endpoint") if told.get(name)]
    if any(not isinstance(one, str) or (secure and urlsplit(one).scheme != "https") for one in given):
        raise Trouble("bad_description")


def keys(provider: Provider, *, anew: bool = False) -> list[dict[str, Any]]:
    """The public keys that it signs with. `anew`: it may have changed them; asked no more than once a minute."""
    key = f"openid.keys:{provider.jwks_uri}"
    kept: list[dict[str, Any]] | None = cache.get(key)
    if kept is not None and not (anew and cache.add(f"{key}:anew", 1, KEYS_ASKED_AGAIN)):
        return kept
    told = ask("GET", provider.jwks_uri).get("keys")
    if not isinstance(told, list):
        raise Trouble("bad_keys")
    found = [one for one in told if isinstance(one, dict)]
    cache.set(key, found, KEYS_KEPT)
    return found


def ask(method: str, address: str, **sent: Any) -> dict[str, Any]:
    """What the service answers, as a JSON object. Raises Trouble; follows no redirection and reads no flood."""
    try:
        with requests.request(
            method, address, timeout=PATIENCE, allow_redirects=False, stream=True, **sent
        ) as answer:
            body = answer.raw.read(MOST_BYTES + 1, decode_content=True)
            status = answer.status_code
    except (requests.RequestException, OSError) as down:
        raise Trouble("unreachable") from down
    if len(body) > MOST_BYTES:
        raise Trouble("bad_answer")
    try:
        told = json.loads(body)
    except ValueError:
        raise Trouble("unreachable" if status >= 500 else "bad_answer") from None
    if status != 200 or not isinstance(told, dict):
        raise Trouble("unreachable" if status >= 500 else "refused_there")
    return told
