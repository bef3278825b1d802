"""S-14 what is saved, S-15 what one waits for, and the messages that keep those promises."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.catalog.views import ProductView, VariantView
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.paging import Page
from domain.saved.views import AlertRow, SavedRow
from handlers.account.buttons import Me
from handlers.browse.places import place
from handlers.browse.screens import product_choice, sheet
from handlers.home.buttons import Home
from handlers.product.buttons import BuyNow, OpenProduct
from handlers.product.screens import variant_name
from handlers.product.text import cut
from handlers.saved.buttons import AddAllSaved, OpenSaved, StopAlert
from handlers.screen import Action, Choice, Nav, Photo, Screen
from handlers.sharing.buttons import Share

NAME_LENGTH = 60


def saved_screen(page: Page[SavedRow], t: Translator) -> Screen:
    """S-14."""
    if not page.total:
        return _nothing_saved(t)
    choices = tuple(_choice(row, f"w{page.number}", t) for row in page.items)
    return Screen(
        id="S-14",
        title=t.plural("S-14", "Saved · {n} item", "Saved · {n} items", page.total),
        media=sheet(choices),
        choices=choices,
        actions=tuple(_actions(page, t)),
        nav=Nav(back=Me()),
    )


def _nothing_saved(t: Translator) -> Screen:
    return Screen(
        id="S-14",
        title=t("S-14", "Saved"),
        body=t("S-14", "Nothing saved yet. Tap ♡ on any product."),
        actions=(Action(t("S-14", "Browse"), press=Home(), role="primary", prio=0, row=0),),
        nav=Nav(back=Me()),
    )


def _choice(row: SavedRow, src: str, t: Translator) -> Choice:
    if row.tile is None:
        press = OpenProduct(id=row.product_id, src=src)
        return Choice(press, row.name, description=t("S-14", "no longer sold"), state="off")
    choice = product_choice(replace(row.tile, saved=False), t, src)
    news = _news(row, t)
    return replace(choice, badge=" ".join(part for part in (news, choice.badge) if part))


def _news(row: SavedRow, t: Translator) -> str:
    """What has changed since it was saved."""
    if row.is_back:
        return t("S-14", "back in stock")
    if row.change is None:
        return ""
    return f"+{t.money(row.change)}" if row.change.minor > 0 else f"−{t.money(-row.change)}"


def _actions(page: Page[SavedRow], t: Translator) -> Iterable[Action]:
    if any(row.tile and row.tile.available for row in page.items):
        label = t("S-14", "Add all in stock to cart")
        yield Action(label, press=AddAllSaved(), role="primary", prio=0, row=0)
    yield Action(t("S-14", "↗ Share list"), press=Share(what="w"), row=4, prio=3)
    if page.has_previous:
        yield Action(t("S-03", "‹ Prev"), press=OpenSaved(page=page.number - 1), row=3)
    if page.has_next:
        yield Action(t("S-03", "Next ›"), press=OpenSaved(page=page.number + 1), row=3)


def alerts_screen(rows: tuple[AlertRow, ...], days: int, t: Translator) -> Screen:
    """S-15. A press on a row stops that alert."""
    if not rows:
        return Screen(
            id="S-15",
            title=t("S-15", "Alerts"),
            body=t("S-15", "No alerts. Sold-out products offer one, and ℹ More one for a lower price."),
            actions=(Action(t("S-15", "Browse"), press=Home(), role="primary", prio=0, row=0),),
            nav=Nav(back=Me()),
        )
    return Screen(
        id="S-15",
        title=t.plural("S-15", "{n} alert", "{n} alerts", len(rows)),
        body=t.plural("S-15", "Each ends after {n} day. ✕ stops it.", "Each ends after {n} days. ✕ stops it.", days),
        choices=tuple(_alert(row, t) for row in rows),
        actions=(Action(t("S-15", "Stop all"), press=StopAlert(id=0), row=5),),
        nav=Nav(back=Me()),
    )


def _alert(row: AlertRow, t: Translator) -> Choice:
    if row.kind == "open":
        return Choice(StopAlert(id=row.id), t("S-15", "✕ The shop opens"))
    if row.kind == "words":
        words = t("S-15", "✕ “{words}”", words=cut(row.words, NAME_LENGTH))
        return Choice(StopAlert(id=row.id), words, description=t("S-15", "when it appears"))
    name = cut(t.item(row.name, row.options), NAME_LENGTH)
    when = t("S-15", "when it is back in stock") if row.kind == "stock" else t("S-15", "when the price drops")
    return Choice(StopAlert(id=row.id), t("S-15", "✕ {name}", name=name), description=when)


def back_in_stock(product: ProductView, variant_id: int, t: Translator) -> Screen:
    """A card: the variant somebody waited for can be had."""
    variant = next(v for v in product.variants if v.id == variant_id)
    name = variant_name(product, variant, t)
    said = t("S-15", "{item} is back.", item=name)
    if variant.free is not None:
        said = t.plural(
            "S-15", "{item} is back. {n} in stock.", "{item} is back. {n} in stock.", variant.free, item=name
        )
    return _news_card(f"back:{variant.id}", said, product, variant, t)


def price_dropped(product: ProductView, before: Money, t: Translator) -> Screen:
    """A card: the product costs less than when somebody asked."""
    cheapest = min(product.variants, key=lambda v: v.price.minor)
    said = t("S-15", "{item}: {old} → {new}.", item=product.name, old=before, new=cheapest.price)
    return _news_card(f"price:{product.id}", said, product, cheapest, t)


def appeared(product: ProductView, words: str, list_id: int, t: Translator) -> Screen:
    """A card: what somebody searched for in vain is here."""
    name, typed = cut(product.name, NAME_LENGTH), cut(words, NAME_LENGTH)
    said = t("S-15", "You searched for “{words}”. Here it is: {item}.", words=typed, item=name)
    look = OpenProduct(id=product.id, src=place(f"s{list_id}", 1, "pop"))
    return Screen(
        id="S-15",
        kind="card",
        key=f"found:{product.id}",
        body=said,
        lines=() if product.available else (t("S-08", "Sold out right now."),),
        media=Photo(product.images[0].path, product.name) if product.images else None,
        actions=(Action(t("S-15", "Look at it"), press=look, role="primary", prio=0, row=0),),
        nav=None,
    )


def _news_card(key: str, said: str, product: ProductView, variant: VariantView, t: Translator) -> Screen:
    """One of several variants is looked at first; the only one can be bought at once."""
    photo = variant.image or (product.images[0].path if product.images else "")
    look = OpenProduct(id=product.id, chosen=f"v{variant.id}" if key.startswith("back") else "")
    actions = [Action(t("S-15", "Look at it"), press=look, row=1)]
    if key.startswith("back") or len(product.variants) == 1:
        label = t("S-08", "Buy now · {price}", price=variant.price)
        buy = Action(label, press=BuyNow(variant=variant.id), role="primary", prio=0, row=0, short=t("S-08", "Buy now"))
        actions.insert(0, buy)
    return Screen(
        id="S-15",
        kind="card",
        key=key,
        body=said,
        media=Photo(photo, product.name) if photo else None,
        actions=tuple(actions),
        nav=None,
    )
