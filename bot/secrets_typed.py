"""What people must not tell a shop in words: taken out of an input before anything is kept of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.incoming import Incoming
from domain.kit.cards import card_number, masked

WORDS = frozenset({"text", "caption", "query"})  # where a messenger's own update holds what a person has written


def without_cards(incoming: Incoming) -> Incoming:
    """The input with the words around a payment card's number gone, its expiry and code among them.

    The very same object where there is no such number.
    """
    number = "" if incoming.kind in ("press", "start") else card_number(_written(incoming))
    if not number:
        return incoming
    said = masked(number)
    data = _form(incoming.data, said) if incoming.kind == "form" else said if incoming.data else ""
    return replace(incoming, data=data, native=_wiped(incoming.native, said))


def _written(incoming: Incoming) -> str:
    return "\n".join((incoming.data, *_words(incoming.native)))


def _words(raw: Any) -> list[str]:
    """Everything that was written in an update, in whatever depth."""
    if isinstance(raw, list):
        return [words for one in raw for words in _words(one)]
    if not isinstance(raw, dict):
        return []
    here = [value for key, value in raw.items() if key in WORDS and isinstance(value, str)]
    return here + [words for value in raw.values() for words in _words(value)]


def _wiped(raw: Any, said: str) -> Any:
    if isinstance(raw, list):
        return [_wiped(one, said) for one in raw]
    if not isinstance(raw, dict):
        return raw
    return {
        k: said if k in WORDS and isinstance(v, str) and card_number(v) else _wiped(v, said) for k, v in raw.items()
    }


def _form(data: str, said: str) -> str:
    told = json.loads(data)
    values = {name: said if card_number(str(value)) else value for name, value in told.get("values", {}).items()}
    return json.dumps(told | {"values": values})
