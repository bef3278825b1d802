"""The screens one step beside a product: its long text, its options one by one (S-09), and its end (S-70)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domain.catalog.views import OptionValueView, OptionView, Tile
from domain.kit.i18n import Translator
from domain.kit.money import Money
from domain.kit.paging import clamp
from handlers.browse.places import back_to, fits
from handlers.browse.screens import product_choices, sheet
from handlers.fit import ALBUM_MAX, ALBUM_MIN
from handlers.home.buttons import Home
from handlers.product.buttons import OpenOptions, TellWhenCheaper
from handlers.product.choosing import Selection, matching, packed, price_range
from handlers.product.screens import Shown, again, gallery, picture
from handlers.product.text import cut, pages_of
from handlers.screen import Action, Choice, Fact, Nav, Photo, Screen

VALUES_PER_PAGE = 24
TITLE, FACT, FACTS_LENGTH = 100, 60, 320


def details_screen(shown: Shown, page: int, t: Translator) -> Screen:
    """ℹ More: the whole description in pages, what the merchant measured, and the price alert."""
    pages = pages_of(shown.product.plain)
    at = max(1, min(page, len(pages)))
    return Screen(
        id="S-08",
        title=cut(shown.product.name, TITLE),
        media=picture(shown, t),
        body=pages[at - 1] or t("S-08", "There is no longer text for this one."),
        facts=_facts(shown, t) if at == len(pages) else (),
        actions=(*_turning(shown, at, len(pages), t), _cheaper(shown, t)),
        nav=Nav(back=again(shown)),
    )


def _facts(shown: Shown, t: Translator) -> tuple[Fact, ...]:
    """As many as fit beside a page of text."""
    found: list[Fact] = []
    for fact in _all_facts(shown, t):
        if sum(len(f.label) + len(f.value) + 2 for f in (*found, fact)) > FACTS_LENGTH:
            break
        found.append(fact)
    return tuple(found)


def _all_facts(shown: Shown, t: Translator) -> Iterable[Fact]:
    if shown.variant and shown.variant.sku:
        yield Fact(t("S-08", "Article"), shown.variant.sku)
    if shown.product.brand:
        yield Fact(t("S-08", "Brand"), shown.product.brand)
    for name, value in shown.product.attributes:
        yield Fact(name, cut(value, FACT))


def _turning(shown: Shown, at: int, pages: int, t: Translator) -> Iterable[Action]:
    if at > 1:
        yield Action(t("S-03", "‹ Prev"), press=again(shown, more=at - 1), row=1)
    if at < pages:
        yield Action(t("S-03", "Next ›"), press=again(shown, more=at + 1), row=1)


def _cheaper(shown: Shown, t: Translator) -> Action:
    press = TellWhenCheaper(id=shown.product.id, on=0 if shown.price_alert else 1, src=shown.src)
    if shown.price_alert:
        return Action(t("S-08", "📉 We'll tell you · Stop"), press=press, row=2, short=t("S-08", "📉 Stop the alert"))
    return Action(t("S-08", "📉 Tell me if the price drops"), press=press, row=2, short=t("S-08", "📉 Price alert"))


def album_cards(shown: Shown, t: Translator) -> tuple[Screen, ...]:
    """All pictures to look through, as few cards as hold them; none for a single picture."""
    photos = gallery(shown, t)
    if len(photos) < ALBUM_MIN:
        return ()
    cards = -(-len(photos) // ALBUM_MAX)
    named = tuple(replace(photo, alt=_alt(shown, photo, n, len(photos), t)) for n, photo in enumerate(photos, 1))
    return tuple(
        Screen(
            id="S-08",
            kind="card",
            key=f"photos:{shown.product.id}:{card}",
            title=cut(shown.product.name, TITLE) if not card else "",
            album=named[card * len(named) // cards : (card + 1) * len(named) // cards],
            nav=None,
        )
        for card in range(cards)
    )


def _alt(shown: Shown, photo: Photo, n: int, count: int, t: Translator) -> str:
    """The merchant's words for a picture; without any, pictures are told apart by their number."""
    if photo.alt != shown.product.name:
        return photo.alt
    return t("S-08", "{name}, picture {i} of {n}", name=photo.alt, i=t.number(n), n=t.number(count))


def options_screen(shown: Shown, step: int, page: int, t: Translator) -> Screen:
    """S-09: one axis, its values with what each adds to the price."""
    options = shown.product.options
    step = max(0, min(step, len(options) - 1))
    option = options[step]
    page = clamp(page, VALUES_PER_PAGE, len(option.values))
    values = option.values[(page - 1) * VALUES_PER_PAGE : page * VALUES_PER_PAGE]
    return Screen(
        id="S-09",
        title=t("S-09", "{i} of {n} · {option}", i=t.number(step + 1), n=t.number(len(options)), option=option.name),
        body=" · ".join(_so_far(shown.selection, t)),
        media=picture(shown, t),
        choices=tuple(_value(shown, step, option, value, t) for value in values),
        actions=tuple(_value_pages(shown, step, page, t)),
        nav=Nav(back=_step(shown, step - 1, shown.selection.picked) if step else again(shown)),
    )


def _so_far(selection: Selection, t: Translator) -> Iterable[str]:
    for option in selection.product.options:
        if value := selection.value_of(option):
            yield t("S-08", "{option}: {value}", option=option.name, value=value.value)


def _value(shown: Shown, step: int, option: OptionView, value: OptionValueView, t: Translator) -> Choice:
    chosen = shown.selection.with_value(option, value)
    last = step == len(shown.product.options) - 1
    press = again(shown, chosen=chosen) if last else _step_chosen(shown, step + 1, chosen)
    extra = _extra(shown.selection, option, value)
    return Choice(
        press,
        value.value,
        price=_signed(extra, t) if extra else "",
        state=shown.selection.state_of(option, value),
        columns=3,
    )


def _extra(selection: Selection, option: OptionView, value: OptionValueView) -> Money | None:
    """How much the cheapest variant with this value costs above the cheapest of all values of the axis."""
    axis = {v.id for v in option.values}
    others = tuple(p for p in selection.picked if p not in axis)
    own = price_range(matching(selection.product, (*others, value.id)))
    base = price_range(matching(selection.product, others))
    return own[0] - base[0] if own and base else None


def _signed(extra: Money, t: Translator) -> str:
    return f"+{t.money(extra)}" if extra.minor > 0 else f"−{t.money(-extra)}"


def _step(shown: Shown, step: int, picked: tuple[int, ...], page: int = 1) -> OpenOptions:
    return _step_chosen(shown, step, packed(shown.product, picked), page)


def _step_chosen(shown: Shown, step: int, chosen: str, page: int = 1) -> OpenOptions:
    button = OpenOptions(id=shown.product.id, step=step, chosen=chosen, src=shown.src, page=page)
    return button if fits(button) else button.model_copy(update={"src": ""})


def _value_pages(shown: Shown, step: int, page: int, t: Translator) -> Iterable[Action]:
    pages = -(-len(shown.product.options[step].values) // VALUES_PER_PAGE)
    if page > 1:
        yield Action(t("S-03", "‹ Prev"), press=_step(shown, step, shown.selection.picked, page - 1), row=1)
    if page < pages:
        yield Action(t("S-03", "Next ›"), press=_step(shown, step, shown.selection.picked, page + 1), row=1)


def gone_screen(name: str, similar: tuple[Tile, ...], src: str, t: Translator) -> Screen:
    """S-70 of a product that is no longer sold."""
    choices = product_choices(similar, t, "h")
    return Screen(
        id="S-70",
        title=t("S-70", "{name} is no longer sold.", name=name) if name else t("S-70", "That is no longer sold."),
        body=t("S-70", "Perhaps one of these instead:") if choices else "",
        media=sheet(choices),
        choices=choices,
        actions=(Action(t("S-70", "Browse"), press=Home(), role="primary", prio=0, row=0),),
        nav=Nav(back=back_to(src)),
    )
