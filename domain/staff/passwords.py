"""Passwords at rest: argon2id with OWASP's smaller memory setting, hashed away from the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
# Nobody has this password: it is compared with when there is no person, so that both answers take as long.
_NOBODY = _hasher.hash("no such person, and no such password")


async def hashed(password: str) -> str:
    """The hash to store."""
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, stored: str) -> bool:
    """Whether this is the password; "" as `stored` takes as long as a real one and is always False."""
    return await asyncio.to_thread(_verify, password, stored)


async def first_match(password: str, stored: Sequence[str], tries: int) -> int | None:
    """The place of the first hash of this password, None when it is none's.

    Always as long as `tries` comparisons: the time says neither how many hashes there were nor which one it was.
    """
    padded = [*stored[:tries], *[""] * (tries - len(stored))]
    found = await asyncio.to_thread(lambda: [_verify(password, one) for one in padded])
    return found.index(True) if True in found else None


def _verify(password: str, stored: str) -> bool:
    try:
        _hasher.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)
