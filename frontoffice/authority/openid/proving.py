"""Is this ID token to be believed: signed by the service, for us, for this very sign-in, now."""

import base64
import hashlib
from datetime import datetime
from typing import Any

import jwt
from django.conf import settings

from frontoffice.authority.openid.provider import Provider, Trouble, keys
from frontoffice.foundation.crypto import same

# Only signatures by a key pair: never none, never one that our own secret could make.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds by which two clocks may differ
OLDEST = 600  # seconds since it was issued
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


def proven(
    token: Any, provider: Provider, *, nonce: str, access_token: str, at: datetime, signed_in_after: float = 0
) -> dict[str, Any]:
    """The claims of a token that is to be believed. Raises Trouble otherwise.

    `signed_in_after`, seconds since 1970: the person must have shown who they are there since then.
    """
    if not isinstance(token, str):
        raise Trouble("bad_token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS or "crit" in header:
            raise Trouble("bad_token")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(provider, header.get("kid"), str(algorithm)),
            algorithms=[str(algorithm)],
            audience=settings.OIDC_CLIENT_ID,
            issuer=provider.issuer,
            leeway=LEEWAY,
            options={"require": NEEDED, "verify_aud": True, "verify_iss": True, "verify_exp": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as wrong:
        raise Trouble("bad_token") from wrong
    _check(claims, algorithm=str(algorithm), nonce=nonce, access_token=access_token, at=at)
    if signed_in_after and not _number(claims.get("auth_time")) >= signed_in_after - LEEWAY:
        raise Trouble("not_anew")
    return claims


def _check(claims: dict[str, Any], *, algorithm: str, nonce: str, access_token: str, at: datetime) -> None:
    """What the library does not look at (OpenID Connect Core 3.1.3.7): nonce, azp, at_hash, age, the subject."""
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    party = claims.get("azp")
    subject = claims["sub"]
    sound = (
        isinstance(claims["nonce"], str)
        and same(claims["nonce"], nonce)
        and (len(audience) == 1 or party is not None)
        and (party is None or party == settings.OIDC_CLIENT_ID)
        and isinstance(subject, str)
        and 0 < len(subject) <= 255
        and at.timestamp() - _number(claims["iat"]) <= OLDEST + LEEWAY
    )
    if not sound:
        raise Trouble("bad_token")
    if "at_hash" in claims and not same(str(claims["at_hash"]), _half_hash(access_token, algorithm)):
        raise Trouble("bad_token")


def _key(provider: Provider, identifier: Any, algorithm: str) -> Any:
    """The key that the token names; asked for anew when it is not among those we know."""
    for anew in (False, True):
        fitting = [one for one in keys(provider, anew=anew) if _fits(one, identifier, algorithm)]
        if len(fitting) == 1:
            return jwt.PyJWK(fitting[0], algorithm).key
    raise Trouble("bad_token")


def _fits(key: dict[str, Any], identifier: Any, algorithm: str) -> bool:
    kind = "EC" if algorithm.startswith("ES") else "RSA"
    return (
        key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (identifier is None or key.get("kid") == identifier)
    )


def _half_hash(text: str, algorithm: str) -> str:
    digest = hashlib.new(f"sha{algorithm[2:]}", text.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _number(told: Any) -> float:
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else 0.0
