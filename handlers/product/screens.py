"""S-08: decide and buy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aiogram.filters.callback_data import CallbackData

from domain.cart.views import DeliveryOption
from domain.catalog.views import ProductView, Tile, VariantView
from domain.kit.i18n import Translator
from domain.shop.views import ShopView
from handlers.browse.buttons import OpenList
from handlers.browse.places import back_to, fits
from handlers.browse.screens import product_choices
from handlers.home.buttons import TellWhenOpen
from handlers.product.buttons import Add, BuyNow, OpenAlbum, OpenOptions, OpenProduct, Save, SetInCart, TellWhenBack
from handlers.product.choosing import Selection, on_card, packed
from handlers.product.text import cut, excerpt
from handlers.product.words import chosen_words, delivery_line, price_words
from handlers.screen import Action, Choice, Nav, Photo, Screen, Stepper

BUY_ROW, KEEP_ROW, SHARE_ROW = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A product as it is about to be drawn. `alternatives` are other products with the value that is sold out here."""

    shop: ShopView
    selection: Selection
    src: str = ""
    photo: int = 0
    in_cart: int = 0
    saved: bool = False
    alert: bool = False
    price_alert: bool = False
    delivery: DeliveryOption | None = None
    city: str = ""
    alternatives: tuple[Tile, ...] = ()
    share: str = ""
    pictured: bool = True

    @property
    def product(self) -> ProductView:
        return self.selection.product

    @property
    def variant(self) -> VariantView | None:
        return self.selection.variant

    @property
    def sellable(self) -> bool:
        return self.variant is not None and self.variant.available and self.sold_here

    @property
    def sold_here(self) -> bool:
        """Whether this messenger lets it be sold at all."""
        return self.variant.sold_here if self.variant else self.product.sold_here


def product_screen(shown: Shown, t: Translator) -> Screen:
    selection = shown.selection
    now, before, badge = price_words(selection, t)
    return Screen(
        id="S-08",
        title=shown.product.name,
        price=now,
        old_price=before,
        badge=badge,
        media=picture(shown, t),
        notice=shown.shop.settings.closed_notice,
        body=_sold_out_words(selection, t) if shown.alternatives else excerpt(shown.product.plain),
        lines=tuple(_lines(shown, t)),
        choices=(*_chips(shown), *product_choices(shown.alternatives, t, f"c{shown.product.category_id}.1.pop")),
        steppers=_stepper(shown, t),
        actions=(*_main(shown, t), *_keep(shown, t)),
        awaits=_awaits(shown),
        nav=Nav(back=back_to(shown.src, shown.product.category_id)),
    )


def again(shown: Shown, *, chosen: str | None = None, photo: int = 0, more: int = 0) -> OpenProduct:
    """The button that draws this product; a long way back is left out before the button gets too long."""
    picked = packed(shown.product, shown.selection.picked) if chosen is None else chosen
    button = OpenProduct(id=shown.product.id, chosen=picked, photo=photo, more=more, src=shown.src)
    return button if fits(button) else button.model_copy(update={"src": ""})


def gallery(shown: Shown, t: Translator) -> tuple[Photo, ...]:
    """The product's pictures, the chosen variant's first."""
    product = shown.product
    named = {v.image: t.item(product.name, v.values[-1]) for v in product.variants if v.image and v.values}
    photos = tuple(Photo(i.path, i.alt or named.get(i.path, product.name)) for i in product.images)
    own = shown.variant.image if shown.variant else next((v.image for v in shown.selection.possible if v.image), "")
    if not own:
        return photos
    start = next((n for n, photo in enumerate(photos) if photo.path == own), None)
    return (Photo(own, named.get(own, product.name)), *photos) if start is None else (*photos[start:], *photos[:start])


def picture(shown: Shown, t: Translator) -> Photo | None:
    photos = gallery(shown, t)
    return photos[shown.photo % len(photos)] if photos else None


def _sold_out_words(selection: Selection, t: Translator) -> str:
    value = selection.last.value if selection.last else selection.product.name
    return t("S-08", "{opt} is sold out. In {opt} we also have:", opt=value)


def _lines(shown: Shown, t: Translator) -> Iterable[str]:
    product = shown.product
    if product.available and product.requires_shipping and shown.delivery:
        yield delivery_line(shown.delivery, shown.city, t)
    if not shown.sold_here:
        yield t("S-08", "Not sold in this messenger. Our chat on the web sells it.")
    elif product.digital:
        yield t("S-08", "💬 Digital: delivered in this chat right after payment")
    yield from _stock_line(shown, t)
    if product.options:
        yield " · ".join(chosen_words(shown.selection, t))
    if shown.selection.usual:
        yield t("S-08", "Your usual size")


def _stock_line(shown: Shown, t: Translator) -> Iterable[str]:
    """What is sold out, or nearly."""
    free = shown.variant.free if shown.variant else None
    if not shown.product.available:
        yield t("S-08", "Sold out right now.")
    elif shown.selection.dead and shown.selection.last:
        if not shown.alternatives:
            yield t("S-08", "{opt} is sold out.", opt=shown.selection.last.value)
    elif free is not None and 0 < free <= shown.shop.settings.low_stock:
        yield t.plural("S-08", "Only {n} left", "Only {n} left", free)


def _chips(shown: Shown) -> Iterable[Choice]:
    """One row group per axis; pressing a sold-out value is allowed and tells what else there is."""
    selection = shown.selection
    if not on_card(shown.product) or not shown.product.available:
        return
    for option in shown.product.options:
        for value in option.values:
            press = again(shown, chosen=selection.with_value(option, value))
            state = selection.state_of(option, value)
            yield Choice(press, value.value, group=option.name, state=state, columns=4)


def _stepper(shown: Shown, t: Translator) -> tuple[Stepper, ...]:
    variant, n = shown.variant, shown.in_cart
    if variant is None or not n:
        return ()
    top = shown.shop.settings.max_qty if variant.free is None else min(variant.free, shown.shop.settings.max_qty)
    return (
        Stepper(
            t("S-08", "{n} in cart", n=t.number(n)),
            n,
            minus=_set(shown, variant, n - 1),
            plus=_set(shown, variant, n + 1) if n < top else None,
        ),
    )


def _set(shown: Shown, variant: VariantView, to: int) -> SetInCart:
    return SetInCart(variant=variant.id, was=shown.in_cart, to=to, src=shown.src)


def _main(shown: Shown, t: Translator) -> Iterable[Action]:
    """What can be done about buying, the one primary button first."""
    if shown.shop.settings.orders_closed:
        yield _primary(t("S-08", "🔔 Tell me when you open"), TellWhenOpen(), t("S-08", "🔔 Tell me"))
    elif shown.sellable or not shown.sold_here:
        yield from _buy(shown, t)
    elif not shown.product.available or shown.selection.dead:
        yield from _when_back(shown, t)
    elif not on_card(shown.product) and shown.selection.missing:
        axis = shown.selection.missing[0]
        label = t("S-08", "Choose: {option}", option=cut(axis.name, 30))
        yield _primary(label, _options(shown, axis.id), t("S-08", "Choose"))
    if shown.sellable and not on_card(shown.product):
        yield Action(t("S-08", "Change the choice"), press=_options(shown, 0), row=BUY_ROW)


def _buy(shown: Shown, t: Translator) -> Iterable[Action]:
    variant = shown.variant
    if variant is None or not shown.sold_here:
        yield _primary(t("S-08", "See similar"), _similar(shown))
        return
    label = t("S-08", "Buy now · {price}", price=variant.price)
    yield _primary(label, BuyNow(variant=variant.id), t("S-08", "Buy now"))
    if not shown.in_cart:
        add = Add(variant=variant.id, qty=1, src=shown.src)
        yield Action(t("S-08", "＋ Add to cart"), press=add, row=BUY_ROW, prio=0)


def _when_back(shown: Shown, t: Translator) -> Iterable[Action]:
    variant = shown.variant or (shown.selection.possible or shown.product.variants)[0]
    press = TellWhenBack(variant=variant.id, on=0 if shown.alert else 1, src=shown.src)
    if shown.alert:
        label = t("S-08", "🔔 We'll tell you · Stop")
        yield Action(label, press=press, row=BUY_ROW, prio=0, short=t("S-08", "🔔 Stop the alert"))
    elif shown.selection.dead and shown.selection.last:
        label = t("S-08", "🔔 Tell me about {opt}", opt=cut(shown.selection.last.value, 30))
        yield _primary(label, press, t("S-08", "🔔 Tell me"))
    else:
        yield _primary(t("S-08", "🔔 Tell me when it's back"), press, t("S-08", "🔔 Tell me"))
    yield Action(t("S-08", "See similar"), press=_similar(shown), row=BUY_ROW, prio=0)


def _similar(shown: Shown) -> OpenList:
    return OpenList(source=f"c{shown.product.category_id}" if shown.product.category_id else "all")


def _options(shown: Shown, option_id: int) -> OpenOptions:
    step = next((n for n, o in enumerate(shown.product.options) if o.id == option_id), 0)
    chosen = packed(shown.product, shown.selection.picked)
    button = OpenOptions(id=shown.product.id, step=step, chosen=chosen, src=shown.src)
    return button if fits(button) else button.model_copy(update={"src": ""})


def _keep(shown: Shown, t: Translator) -> Iterable[Action]:
    yield Action(t("S-08", "♥ Saved") if shown.saved else t("S-08", "♡ Save"), press=_save(shown), row=KEEP_ROW)
    photos = len(gallery(shown, t))
    if photos > 1 and shown.pictured:
        at = shown.photo % photos
        label = t("S-08", "🖼 {i}/{n}", i=t.number(at + 1), n=t.number(photos))
        yield Action(label, press=again(shown, photo=(at + 1) % photos), row=KEEP_ROW)
        if at == photos - 1:
            yield Action(t("S-08", "All photos"), press=_album(shown), row=SHARE_ROW, prio=3)
    yield Action(t("S-08", "ℹ More"), press=again(shown, more=1), row=KEEP_ROW)
    if shown.share:
        yield Action(t("S-08", "↗ Share"), share=shown.share, row=SHARE_ROW, prio=4)


def _album(shown: Shown) -> OpenAlbum:
    button = OpenAlbum(id=shown.product.id, chosen=packed(shown.product, shown.selection.picked), src=shown.src)
    return button if fits(button) else button.model_copy(update={"src": ""})


def _save(shown: Shown) -> Save:
    chosen = packed(shown.product, shown.selection.picked)
    button = Save(id=shown.product.id, on=0 if shown.saved else 1, chosen=chosen, src=shown.src)
    return button if fits(button) else button.model_copy(update={"src": ""})


def _awaits(shown: Shown) -> str:
    """A typed number is a quantity here; the field also remembers the way back."""
    target = f"v{shown.variant.id}" if shown.variant else f"p{shown.product.id}"
    field = f"count.{target}.{shown.src}".rstrip(".")
    return field if len(field) <= 40 else f"count.{target}"


def _primary(label: str, press: CallbackData, short: str = "") -> Action:
    return Action(label, press=press, role="primary", prio=0, row=0, short=short)


def count_screen(shown: Shown, count: int, t: Translator) -> Screen:
    """A number typed on a product: "Add 3?"."""
    screen = product_screen(shown, t)
    variant = shown.variant
    if variant is None or not shown.sellable:
        choose = shown.product.available and shown.sold_here
        return screen.saying(notice=t("S-08", "Choose a size to buy.") if choose else "")
    wanted = count if variant.free is None else min(count, variant.free)
    if wanted < count:
        said = t.plural("S-08", "Only {n} left. Add {n}?", "Only {n} left. Add {n}?", wanted)
    else:
        said = t("S-08", "Add {n}?", n=t.number(wanted))
    press: Add | SetInCart = (
        _set(shown, variant, wanted) if shown.in_cart else Add(variant=variant.id, qty=wanted, src=shown.src)
    )
    yes = _primary(t("S-08", "Add {n}", n=t.number(wanted)), press)
    others = tuple(replace(a, role="normal", row=BUY_ROW) if a.role == "primary" else a for a in screen.actions)
    return replace(screen, notice=said, actions=(yes, *others))


def variant_name(product: ProductView, variant: VariantView, t: Translator) -> str:
    """What a message about one variant calls it: Linen shirt, M, blue."""
    return t.item(product.name, t.listed(variant.values))
