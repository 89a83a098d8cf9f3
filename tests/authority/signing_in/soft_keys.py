"""A security key made of software, which does what a stolen or a dishonest one would."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

HOST, ORIGIN = "localhost", "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def _client(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()


@dataclass
class SoftKey:
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def _data(self, flags: int, credential: bytes = b"") -> bytes:
        return bytes(AuthenticatorData.create(hashlib.sha256(HOST.encode()).digest(), flags, 0, credential))

    def _around(self, response: dict[str, Any]) -> str:
        told = {"id": text(self.identifier), "rawId": text(self.identifier), "type": "public-key"}
        return json.dumps({**told, "response": response, "clientExtensionResults": {}})

    def registered(self, challenge: str) -> str:
        """What the browser sends to add it."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.identifier, public)
        data = AuthenticatorData(self._data(PRESENT | VERIFIED | ATTESTED, credential))
        made = AttestationObject.create("none", data, {})
        return self._around(
            {
                "clientDataJSON": text(_client("webauthn.create", challenge)),
                "attestationObject": text(bytes(made)),
            }
        )

    def shown(self, challenge: str, *, user: str, verified: bool) -> str:
        """What the browser sends to sign in; `user` is whatever the sender claims."""
        data, client = self._data(PRESENT | (VERIFIED if verified else 0)), _client("webauthn.get", challenge)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._around(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(data),
                "signature": text(signature),
                "userHandle": text(user.encode()),
            }
        )
