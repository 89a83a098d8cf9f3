"""What people sign in with: an authenticator app computed here (RFC 6238), and a browser's virtual passkey device."""

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app shows for the secret now, or so many half minutes from now."""
    counter = int(time.time()) // 30 + steps
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@dataclass
class Device:
    """A passkey device of a page's browser, through the DevTools protocol."""

    session: Any
    identifier: str

    def verifies(self, verified: bool) -> None:
        """Whether its holder shows finger or PIN when asked."""
        self._send("WebAuthn.setUserVerified", isUserVerified=verified)

    def keys(self) -> list[dict[str, Any]]:
        return list(self._send("WebAuthn.getCredentials")["credentials"])

    def take(self, key: dict[str, Any]) -> None:
        """Put somebody's key into it."""
        self._send("WebAuthn.addCredential", credential=key)

    def _send(self, method: str, **given: Any) -> Any:
        return self.session.send(method, {"authenticatorId": self.identifier, **given})


def device_of(page: Page, *, verified: bool = True) -> Device:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return Device(session, made["authenticatorId"])
