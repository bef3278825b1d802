from __future__ import annotations

from domain.kit.errors import N_, ShopError


class BadPicture(ShopError):
    """`reason` is an English sentence."""

    message = N_("This picture cannot be used: {reason}")
    status = 422
