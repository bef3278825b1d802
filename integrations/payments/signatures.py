"""Signed webhooks: HMAC-SHA256 over "timestamp.body", in a header of one timestamp and any number of signatures.

Several signatures stand in one header while a secret is being changed; one that fits is enough.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256

from domain.payments.port import Forged, Unreadable

TOLERANCE = 300
SCHEME = "v1"


def signed(raw: bytes, secrets: Iterable[str], at: int) -> str:
    """The header for this body: `t=…,v1=…`, one signature for each secret."""
    return ",".join((f"t={at}", *(f"{SCHEME}={_signature(raw, secret, at)}" for secret in secrets)))


def verify(raw: bytes, header: str, secrets: Iterable[str], now: int, tolerance: int = TOLERANCE) -> None:
    """Raises `Forged` unless a secret of ours has signed this body, `Unreadable` unless that was now.

    Too far in the future is as wrong as too long ago: a clock that is off this much signs nothing we can trust.
    """
    at, given = _parts(header)
    known = [secret for secret in secrets if secret]
    if not known:
        raise Forged("there is no secret to compare with")
    wanted = [_signature(raw, secret, at) for secret in known]
    if not any([hmac.compare_digest(mine, theirs) for mine in wanted for theirs in given]):
        raise Forged("no signature fits")
    if abs(now - at) > tolerance:
        raise Unreadable("signed too long ago" if at < now else "signed in the future")


def _signature(raw: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + raw, sha256).hexdigest()


def _parts(header: str) -> tuple[int, list[str]]:
    """The timestamp and the signatures of our scheme. Raises `Forged`."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdecimal() and len(times[0]) < 12):
        raise Forged("no timestamp")
    signatures = [value for name, _, value in pairs if name == SCHEME and value.isascii()]
    if not signatures:
        raise Forged("no signature")
    return int(times[0]), signatures
