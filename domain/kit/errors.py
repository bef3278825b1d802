"""A refusal is a class with a sentence; anything else that is raised is a bug."""

from __future__ import annotations

from typing import Any, ClassVar


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    return message


class ShopError(Exception):
    """A refusal: said to the person as it stands, never paged to anyone.

    `message` is an English sentence with {placeholders} filled from keyword arguments; edges translate it.
    Money arguments are formatted by the edge in the reader's locale. `status` is the HTTP status for pages and API.
    """

    message: ClassVar[str] = N_("That is not possible right now.")
    status: ClassVar[int] = 409

    def __init__(self, **values: Any) -> None:
        super().__init__(self.message)
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values) if self.values else self.message


class AlreadyDone(Exception):
    """This input has been carried out before (delivered twice): show the current screen, change nothing."""


class NotFound(ShopError):
    message = N_("That is no longer here.")
    status = 404


class Stale(ShopError):
    """The button was drawn from an older state and its effect does not hold."""

    message = N_("Updated to the latest. Nothing was changed.")
    status = 409


class NotAllowed(ShopError):
    message = N_("Your role does not allow that.")
    status = 403


class TooMany(ShopError):
    """A limit per address, session or customer; `minutes` until the next try."""

    message = N_("That was a lot at once. Try again in {minutes} min.")
    status = 429


class BadInput(ShopError):
    """Field-level errors of a form: `fields` maps field name to an English sentence."""

    message = N_("Some fields need a look.")
    status = 422

    def __init__(self, fields: dict[str, str], **values: Any) -> None:
        super().__init__(**values)
        self.fields = fields
