"""What an invoice on a messenger's payment sheet carries, and what comes back with the money: at most 128 bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quote", "order", "cart"]
_LETTERS: dict[str, Kind] = {"q": "quote", "o": "order", "e": "cart"}
_SHAPE = re.compile(r"([qoe]):(\d{1,18}):(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Payload:
    """What is paid for. A cart is paid for where the sheet itself asks for the address.

    `rev` is the revision it was drawn from; of an order it is only told, for its sum says enough.
    """

    kind: Kind
    id: int
    rev: int

    def __str__(self) -> str:
        return f"{self.kind[0] if self.kind != 'cart' else 'e'}:{self.id}:{self.rev}"


def read_payload(text: str) -> Payload | None:
    """None for words that are none of ours."""
    found = _SHAPE.fullmatch(text)
    return Payload(_LETTERS[found[1]], int(found[2]), int(found[3])) if found else None
