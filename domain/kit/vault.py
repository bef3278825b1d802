"""Words only this installation can read: AES-GCM under a key made from the installation's own secret."""

from __future__ import annotations

import base64
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
_cipher: AESGCM | None = None
_marker = b""


class Sealed(Exception):
    """What was sealed under another key, or changed since, cannot be read."""


def unlock(secret: bytes) -> None:
    """Seal and unseal under this installation's secret from now on."""
    global _cipher, _marker
    _cipher = AESGCM(HKDF(SHA256(), length=32, salt=None, info=b"hawker vault").derive(secret))
    _marker = HKDF(SHA256(), length=32, salt=None, info=b"hawker marks").derive(secret)


def seal(text: str) -> str:
    """The text as only this installation can read it; never twice the same."""
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + _open().encrypt(nonce, text.encode(), None)).decode()


def mark(text: str) -> str:
    """Always the same for the same text, and nothing to guess it by for who has only the database."""
    _open()
    return hmac.digest(_marker, text.encode(), "sha256").hex()


def unseal(sealed: str) -> str:
    """The text again. Raises `Sealed` when the installation's secret has changed."""
    raw = base64.b64decode(sealed)
    try:
        return _open().decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except InvalidTag:
        raise Sealed("sealed under another HAWKER_SECRET_KEY") from None


def _open() -> AESGCM:
    if _cipher is None:
        raise RuntimeError("the vault is locked: nobody has called unlock()")
    return _cipher
