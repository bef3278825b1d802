"""Rules of the buttons: prefixes are unique, ids are decimal, everything packs into 64 bytes."""

import importlib
import pkgutil
import typing

from aiogram.filters.callback_data import CallbackData

import handlers
from handlers.buttons import Guarded

SHORT_WORDS = {"code": "ABCDEFGH12345678", "chosen": "99999999.99999999", "kind": "b", "back": "k", "sort": "down"}
SHORT_WORDS |= {
    "reason": "changed_mind",
    "facet": "abc1234",
    "value": "abc1234",
    "mode": "replace",
    "name": "card_message",
}
SHORT_WORDS |= {"token": "0a1b2c3d4e5f", "what": "k", "part": "digital", "step": "why", "wish": "refund"}
SHORT_WORDS |= {"slug": "delivery", "source": "s9999999", "src": "c9999999.99.down"}
MOVES = {"to": "delivered", "was": "awaiting_payment", "why": "different"}  # states of an order, where they are words
SMALL = {
    "photo": 9,
    "more": 9,
    "page": 999,
    "was": 99,
    "to": 99,
    "qty": 99,
    "on": 1,
    "step": 9,
    "past": 1,
    "exact": 1,
    "new": 1,
    "rev": 999_999,
}
IDS = 99_999_999


def buttons():
    found = {}
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        if module.name.endswith(".buttons"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, CallbackData) and value not in (CallbackData, Guarded):
                    found[value] = module.name
    return list(found)


def worst(cls):
    values = {
        name: (MOVES | SHORT_WORDS)[name] if field.annotation is str else SMALL.get(name, IDS)
        for name, field in cls.model_fields.items()
    }
    return cls(**values)


def test_prefixes_are_unique():
    prefixes = [b.__prefix__ for b in buttons()]
    assert len(prefixes) > 40
    assert sorted(prefixes) == sorted(set(prefixes))


def test_the_longest_press_fits_64_bytes():
    too_long = {b.__name__: worst(b).pack() for b in buttons() if len(worst(b).pack().encode()) > 64}
    assert too_long == {}


def test_every_guarded_button_knows_the_screen_it_was_drawn_on():
    for cls in (b for b in buttons() if issubclass(b, Guarded)):
        assert isinstance(worst(cls).home(), CallbackData), cls.__name__


def test_fields_are_words_or_whole_numbers():
    kinds = {typing.get_type_hints(b)[n] for b in buttons() for n in b.model_fields}
    assert kinds <= {int, str}
