"""Somebody who presses everything there is to press."""

from __future__ import annotations

from collections.abc import Iterable

from tests.kit.people import Person, buttons

MOST = 300
CHANGES_LANGUAGE = "ls"


async def wander(person: Person) -> None:
    """From Home on, one button of every kind on every screen."""
    known: set[tuple[str, str]] = set()
    waiting = ["h"]
    while waiting and len(known) < MOST:
        person.app.limiter._levels.clear()
        await person.presses(waiting.pop(0))
        waiting += _unknown(person, known)


def _unknown(person: Person, known: set[tuple[str, str]]) -> Iterable[str]:
    """Presses of a kind that was never seen on that screen."""
    found: dict[tuple[str, str], str] = {}
    for screen in filter(None, (person.screen, *person.cards.values())):
        found |= {(screen.id, press.split(":")[0]): press for _, press in buttons(screen)}
    new = {kind: press for kind, press in found.items() if kind not in known and kind[1] != CHANGES_LANGUAGE}
    known |= set(new)
    return new.values()
