"""Why a key cannot be used so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class KeyReused(ShopError):
    """The key has named another request."""

    message = N_("This key was used for another request. Use a new key for a new request.")
    status = 422


class KeyUnreadable(ShopError):
    message = N_("A key is 1 to 255 characters.")
    status = 422


class RefusedBefore(ShopError):
    """The request was refused when it came first: `code` is the class of that refusal, `sentence` what it said."""

    message = "{sentence}"

    def __init__(self, code: str, sentence: str, status: int) -> None:
        super().__init__(sentence=sentence)
        self.code = code
        self.answered = status
