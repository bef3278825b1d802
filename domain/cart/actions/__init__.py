"""Everything that changes a cart. Every verb of this package is its own transaction."""

from domain.cart.actions.checkout import (
    apply_coupon,
    choose_address,
    choose_method,
    choose_part,
    choose_payment,
    choose_point,
    drop_coupon,
    set_extra,
    use_wallet,
)
from domain.cart.actions.lines import add_at_least, set_quantity, set_variant_quantity, show, undo_remove
from domain.cart.actions.moves import (
    Item,
    buy_now,
    fill,
    merge_basket,
    save_for_later,
    sweep_carts,
    sweep_quotes,
    take_out_bought,
)
from domain.cart.actions.quotes import quote
from domain.cart.actions.sharing import SharedLink, share_basket, share_saved, sweep_shared

__all__ = [
    "Item",
    "SharedLink",
    "add_at_least",
    "apply_coupon",
    "buy_now",
    "choose_address",
    "choose_method",
    "choose_part",
    "choose_payment",
    "choose_point",
    "drop_coupon",
    "fill",
    "merge_basket",
    "quote",
    "save_for_later",
    "set_extra",
    "set_quantity",
    "set_variant_quantity",
    "share_basket",
    "share_saved",
    "show",
    "sweep_carts",
    "sweep_quotes",
    "sweep_shared",
    "take_out_bought",
    "undo_remove",
    "use_wallet",
]
