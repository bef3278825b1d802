"""The app as the tests run it: everything real, and every reply also told to the person it was for."""

from __future__ import annotations

from typing import Any

from bot.app import App
from bot.config import Settings
from handlers.channel import CAPABILITIES, Place
from handlers.fit import overflow
from handlers.reply import Reply, screens
from tests.kit.people import Person


def staged(settings: Settings) -> App:
    """An App whose web chat also tells the people of the test what it shows them."""
    app = App(settings)
    app.people = {}  # type: ignore[attr-defined]
    show = app.webchat.show

    async def show_and_tell(place: Place, reply: Reply, **how: Any) -> None:
        await show(place, reply, **how)
        must_fit(reply)
        person = app.people.get((place.by.shop_id, place.session))  # type: ignore[attr-defined]
        if person:
            person.hears(reply)

    app.webchat.show = show_and_tell  # type: ignore[method-assign]
    return app


def must_fit(reply: Reply) -> None:
    """Every screen any story shows holds to the limits of every messenger."""
    problems = [line for s in screens(reply) for can in CAPABILITIES.values() for line in overflow(s, can)]
    assert not problems, "\n".join(problems)


def enter(app: App, shop_id: int, name: str, **more: Any) -> Person:
    person = Person(app, shop_id, name, **more)
    app.people[(shop_id, person.session)] = person  # type: ignore[attr-defined]
    return person
