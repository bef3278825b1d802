"""What the sample screens are made of."""

from __future__ import annotations

from dataclasses import replace

from aiogram.filters.callback_data import CallbackData

from handlers.screen import Action, Photo


class Go(CallbackData, prefix="go"):
    """Any press of the samples."""

    to: str


BACK = Go(to="back")


def go(to: str) -> Go:
    return Go(to=to)


def act(label: str, to: str, row: int = 5, **more: object) -> Action:
    return replace(Action(label, press=go(to), row=row), **more)


def primary(label: str, to: str) -> Action:
    return Action(label, press=go(to), role="primary", prio=0, row=0)


def photo(name: str, alt: str = "") -> Photo:
    return Photo(f"/media/sample/{name}.jpg", alt or name.replace("-", " ").capitalize())
