from __future__ import annotations

from domain.kit.errors import N_, ShopError


class NoChannel(ShopError):
    message = N_("No channel is set up. Its name is entered in the panel, under Settings, Shop.")


class NotOnSale(ShopError):
    message = N_("{name} is not published. Publish it first.")
