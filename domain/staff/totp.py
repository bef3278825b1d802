"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, half a minute each). Pure but for new secrets."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

STEP, DIGITS, AROUND = 30, 6, 1
RECOVERY_CODES, RECOVERY_LENGTH = 10, 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else


def new_secret() -> str:
    """160 bits, as apps take them: base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """What the app shows in a step of half a minute."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    place = mac[-1] & 0x0F
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of_code(secret: str, code: str, moment: datetime, after: int) -> int | None:
    """The step whose code this is: the present one or one beside it, later than the last one used."""
    here = step_of(moment)
    steps = range(here - AROUND, here + AROUND + 1)
    fits = [step for step in steps if hmac.compare_digest(code_at(secret, step), code) and step > after]
    return fits[0] if fits else None


def address(secret: str, person: str, shop: str) -> str:
    """What the app reads from the picture."""
    label = quote(f"{shop}:{person}", safe=":@")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(shop, safe='')}&digits={DIGITS}&period={STEP}"


def recovery_codes() -> tuple[str, ...]:
    """Ten codes of about fifty bits, in two groups of five."""
    found = ("".join(secrets.choice(_LETTERS) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return tuple(f"{code[:5]}-{code[5:]}" for code in found)


def plain_code(text: str) -> str:
    """A code as it was typed, without spaces and hyphens."""
    return "".join(text.split()).replace("-", "").casefold()[:20]
