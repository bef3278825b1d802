"""Why a wallet cannot be used so."""

from __future__ import annotations

from domain.kit.errors import N_, ShopError


class WalletTooLittle(ShopError):
    """`left` is Money: what is in the wallet now."""

    message = N_("There is {left} in the wallet now.")
