"""A small OpenID provider that speaks the real protocol over HTTP: discovery, authorize, token, keys, userinfo.

Tests bend it: what its ID tokens say, how they are signed, which answers fail. It checks what a client must send.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "front office:1", "a secret / with : signs"


@dataclass
class Key:
    identifier: str
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def public(self) -> dict[str, Any]:
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        return {**told, "kid": self.identifier, "use": "sig", "alg": "RS256"}


@dataclass
class Provider:
    """What it answers; a test changes it."""

    address: str = ""
    keys: list[Key] = field(default_factory=lambda: [Key("first")])
    signs_with: Key | None = None
    person: dict[str, Any] = field(
        default_factory=lambda: {"sub": "subject-1", "preferred_username": "dana", "amr": ["pwd"]}
    )
    claims: dict[str, Any] = field(default_factory=dict)  # put over those of the ID token; None takes one out
    header: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    fails: set[str] = field(default_factory=set)
    sends: str | None = None  # this ID token, whatever was asked
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)
    last_token: str = ""

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "end_session_endpoint": f"{self.address}/end",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.described,
        }

    def authorize(self, sent: dict[str, str]) -> str:
        """Where the browser is sent back to, once the person has shown who they are."""
        self.asked.append(sent)
        code = secrets.token_urlsafe(12)
        self.codes[code] = sent
        return f"{sent['redirect_uri']}?{urlencode({'code': code, 'state': sent['state']})}"

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        sent = self.codes.pop(form.get("code", ""), None)
        name, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        sound = (
            sent is not None
            and (unquote(name), unquote(secret)) == (CLIENT, SECRET)
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == sent["redirect_uri"]
            and sent.get("code_challenge_method") == "S256"
            and proof == sent.get("code_challenge")
        )
        if not sound or sent is None:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(12)
        self.last_token = self.sends or self.token(sent, access)
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": self.last_token}

    def token(self, sent: dict[str, str], access: str) -> str:
        now = int(time.time())
        half = hashlib.sha256(access.encode()).digest()[:16]
        said = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": sent["nonce"],
            "auth_time": now if sent.get("prompt") == "login" else now - 7200,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            **self.person,
            **self.claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        key = self.signs_with or self.keys[0]
        header = {"kid": key.identifier, **self.header}
        algorithm = header.pop("alg", "RS256")
        if algorithm == "RS256":
            return jwt.encode(said, key.private, "RS256", headers=header)
        return unsigned(said, {**header, "alg": algorithm})


def unsigned(said: dict[str, Any], header: dict[str, Any], secret: str = SECRET) -> str:
    """A token with any header: without a signature, or signed with a secret that both sides know."""
    if header["alg"].startswith("HS"):
        return jwt.encode(said, secret, header["alg"], headers=header)
    parts = [json.dumps(part).encode() for part in ({"typ": "JWT", **header}, said)]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *_args: Any) -> None:
        pass

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        sent = {name: values[0] for name, values in parse_qs(split.query).items()}
        if split.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(sent))
            self.end_headers()
        elif split.path == "/.well-known/openid-configuration":
            self._answer("discovery", 200, self.provider.description())
        elif split.path == "/keys":
            self._answer("keys", 200, {"keys": [key.public() for key in self.provider.keys]})
        elif split.path == "/userinfo":
            self._answer("userinfo", 200, self.provider.userinfo or self.provider.person)
        else:
            self._answer("page", 200, {"page": split.path})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self._answer("token", *self.provider.exchange(form, self.headers.get("Authorization", "")))

    def _answer(self, what: str, status: int, told: dict[str, Any]) -> None:
        self.provider.hits.append(what)
        body = json.dumps(told).encode()
        if what in self.provider.fails:
            status, body = 502, b"<html>Bad gateway</html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running() -> Iterator[Provider]:
    """The provider at an address of its own."""
    provider = Provider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
